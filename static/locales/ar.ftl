# The text of the page in Arabic.

## The page

page-no_embedding = التضمين معطّل: لا يحدد مضيف هذه الصفحة أي موقع يجوز تضمينها فيه لتصنيف الصور. انظر `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = تصنيف صور أشعة الصدر في متصفحك
page-drop_title = أفلت صور أشعة الصدر هنا
page-drop_next = أفلت مزيدًا من صور أشعة الصدر هنا
page-choose_folder = اختر مجلدًا
page-take_photo = التقط صورة
page-drop_or = أو الصق صورة، أو
page-choose = اختر ملفات
page-containers = يشمل البحث عن صور الأشعة محتوى المجلدات وملفات ZIP
page-privacy = تُعالَج الصور في هذا المتصفح، ولا تُرفع ولا تُخزَّن.
page-cached = هذه الصفحة ونموذجها محفوظان للعمل دون اتصال إلى أن تمحو بيانات هذا الموقع.
page-disclaimer = أداة بحثية وليست جهازًا طبيًا.
page-disclaimer_long = أداة Pneumoscope مخصصة للبحث والتعليم. لا تستخدمها للتشخيص أو العلاج أو اتخاذ قرارات بشأن المرضى.
page-result = تنبؤ النموذج
page-nothing_yet = ستظهر هنا احتمالات الفئات الثلاث: COVID-19، طبيعي، التهاب رئوي.
page-waiting_for_engine = ستُصنَّف الصورة حالما يصبح النموذج جاهزًا.
page-waiting_for_turn = الصورة في قائمة الانتظار.
page-preparing = جارٍ تجهيز الملف
page-inferring = جارٍ تصنيف الصورة
page-film_waits = في الانتظار
page-film_runs = قيد التصنيف
page-film_failed = تعذّر التصنيف
page-refused = لم تُصنَّف
page-not_read = تعذّر تصنيف هذا الملف
page-burned_in = تشير ترويسة الملف إلى نص مدمج في هذه الصورة. قد يكشف هذا النص اسم المريض، وربما أثّر في التنبؤ.
page-no_engine = النموذج غير متاح
page-retry = إعادة المحاولة
page-model = عن هذا النموذج
page-limits = القيود المعروفة
page-model_loading = جارٍ تحميل بطاقة النموذج.
page-model_name = الشبكة
page-model_input = المدخلات
page-model_size = الحجم
page-model_test = الدقة، المصادر نفسها
page-model_external = الدقة، مصادر أخرى
page-model_date = تاريخ التصدير
page-model_licence = الترخيص
page-not_tested = لم يُختبر
page-requests = طلبات الاتصال بالإنترنت منذ تحميل النموذج:
page-download_label = تنزيل النموذج
page-reading_label = تقدّم التصنيف
page-read_frames = { $frames ->
    [one] تصنيف الصورة
    [two] تصنيف كل من الصورتين
   *[other] تصنيف كل الصور ({ $frames })
}
page-thumbnail = صورة مصغّرة: { $name }
page-input = { $side } × { $side } بكسل، تدرّج رمادي
page-waiting = { $films ->
    [zero] لا صور أخرى في الانتظار
    [one] صورة أخرى في الانتظار
    [two] صورتان أخريان في الانتظار
    [few] { $films } صور أخرى في الانتظار
   *[other] { $films } صورة أخرى في الانتظار
}
page-class_covid19 = COVID-19
page-class_normal = طبيعي
page-class_pneumonia = التهاب رئوي
page-list_pair = ‏{ $left }، { $right }
page-alternative_pair = { $left } أو { $right }
page-sentence_pair = ‏{ $left } { $right }
page-percentage = { $number }%
page-less_than = أقل من { $number }%
page-more_than = أكثر من { $number }%
page-farther = هذه الصورة أبعد عن صور التدريب من { $percentile }% من صور التحقق؛ الأقرب: { $sources }.
page-confidence = فاصل الثقة 95%: من { $low } إلى { $high }، { $films ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $films } صور
   *[other] { $films } صورة
}
page-megabyte_count = { $number } MB
page-part_of = { $received } من { $total }
page-format_list = بصيغة DICOM أو PNG أو JPEG أو JPEG 2000 أو TIFF أو WebP أو BMP أو GIF، حتى { $mebibytes } MiB لكل ملف
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } بكسل
page-turned_right = تدوير 90 درجة باتجاه عقارب الساعة
page-turned_over = تدوير 180 درجة
page-turned_left = تدوير 90 درجة عكس اتجاه عقارب الساعة
page-inverted = عكس التدرّج الرمادي
page-cropped = اقتصاص
page-turn_upright = تدويرها إلى الوضع القائم
page-invert = عكس تدرّجها الرمادي
page-crop = استخدام الجزء المؤطَّر
page-undo_change = تراجع عن: { $change }
page-million_parameters = { $number } مليون معلمة
page-class_with_probability = { $class } باحتمال { $probability }
page-undecided_none = غير محسوم: لا تنطبق أي من الفئات
page-undecided_between = غير محسوم: { $classes }
page-announced = ‏{ $name }: { $outcome }. { $sentences }
page-full_sentence = ‏{ $text }.

## The language

language-label = اللغة
language-not_loaded = تعذّر تحميل نص اللغة: { $name }. تحقق من الاتصال واخترها مجددًا.

## The theme

theme-label = المظهر
theme-system = مظهر النظام
theme-light = فاتح
theme-dark = داكن
theme-contrast = تباين عالٍ

## The tour

tour-offer = جولة تعريفية: أربع خطوات
tour-start = جولة
tour-place = الخطوة { $number } من { $steps }
tour-next = التالي
tour-back = السابق
tour-skip = تخطّي الجولة
tour-done = تم
tour-films_title = إضافة الصور
tour-films = أفلت هنا صور أشعة أمامية للصدر: صورة واحدة أو عدة صور أو مجلدًا أو ملف ZIP، بصيغة DICOM أو بصيغ الصور المعتادة. ويمكن لصق صورة أيضًا. تبقى الصور في هذا المتصفح. وإن لم تكن لديك صور فاستخدم المثال.
tour-answer_title = قراءة الإجابة
tour-answer = تظهر هنا الفئة مع احتمالها، ومدى بُعد الصورة عن الصور التي تعلّم منها النموذج. وحين يتعذّر على النموذج التمييز بين الفئات يصرّح بذلك بدل التخمين؛ أما ما ليس صورة صدر في وضع قائم فلا يُصنَّف.
tour-why_title = نظرة أقرب
tour-why = اضبط نافذة الصورة وكبّرها وقِس عليها وقارنها بغيرها؛ ويعرض المفتاح ? قائمة المفاتيح كلها. وتحت الإجابة يمكنك أن تعرف أين ركّزت الشبكة، أو أن تتحقق من القرائن المضلِّلة. تبيّن الخريطة ما أثّر في الرقم، لا مكان المرض.
tour-trust_title = التحقق من النموذج ومن هذه الصفحة
tour-trust = تبيّن صفحة «النموذج» نسبة صوابه، بحسب الفئة والمصدر؛ وصفحة «الخصوصية» كيف تتحقق من أن لا شيء يغادر هذا المتصفح؛ وصفحة «فحص الجهاز» هل يحسب هذا الجهاز حسابًا صحيحًا. هذه أداة بحثية وليست جهازًا طبيًا.

## The engine

engine-starting = جارٍ تشغيل المحرك
engine-loading = جارٍ تحميل النموذج
engine-failed = المحرك غير متاح
engine-checking_gpu = جارٍ التحقق من نتائج GPU
engine-checking_cpu = جارٍ التحقق من نتائج CPU
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = جاهز على { $engine }
engine-ready_on_gpu = جاهز على GPU: { $adapter }
engine-requested = عنوان هذه الصفحة يطلب استخدام CPU
engine-no_webgpu = هذا المتصفح لا يدعم WebGPU
engine-no_adapter = لم تعثر واجهة WebGPU على أي GPU
engine-software = لا تتيح واجهة WebGPU سوى محوّل برمجي
engine-software_named = لا تتيح واجهة WebGPU سوى محوّل برمجي: { $adapter }
engine-not_started = تعذّر تشغيل GPU ({ $message })
engine-wrong = نتائج حساب GPU خاطئة: { $deviation }
engine-lost = توقّف GPU عن العمل ({ $message })
engine-off_by = أكبر فرق { $difference }، والتفاوت المسموح { $tolerance }
engine-took_in_all = { $total } على { $engine }: فك الترميز { $decoding }، المعالجة المسبقة { $preprocessing }، الشبكة { $network }

## Failures

failure-no_content = تعذّر تحميل جزء من هذه الصفحة. تحقق من الاتصال وحاول مجددًا؛ السبب مذكور في وحدة تحكم المتصفح.
failure-silent = لا استجابة منذ { $seconds } ثانية
failure-several_frames = يحتوي الملف على { $frames ->
    [zero] عدة صور
    [one] صورة واحدة
    [two] صورتين
    [few] { $frames } صور
   *[other] { $frames } صورة
}. احفظ الصورة المطلوبة في ملف مستقل.
failure-unreadable = لا يستطيع المتصفح قراءة هذا الملف. ربما نُقل من مكانه أو كان اسمه غير صالح: أعد تسميته ثم اختره مجددًا.
failure-cancelled = أُلغي تصنيف هذه الصورة قبل أن يحين دورها. يمكن تصنيف الصور الملغاة بالزر الموجود أعلى القائمة.
failure-not_at_hand = لا تتضمن القائمة المحفوظة إجابة من هذا النموذج عن هذه الصورة، والصور نفسها لا تُحفظ: افتح الصورة أو أفلتها مجددًا.
failure-model_missing = لا يستطيع الخادم توفير الملف { $file } (الحالة { $status }). يجب أن تُستضاف ملفات النموذج إلى جانب هذه الصفحة.
failure-model_unreachable = تعذّر تنزيل الملف { $file }. تحقق من الاتصال وحاول مجددًا.
failure-model_refused = رُفض النموذج: { $reason }. حاول مجددًا لتنزيل نسخة جديدة.
failure-gpu_refused = يطلب عنوان هذه الصفحة استخدام WebGPU، وهو غير ممكن: { $reason }. احذف من عنوان URL ?engine=webgpu لاستخدام CPU.
failure-cpu_wrong = نتائج حساب هذا المعالج أو هذا المتصفح خاطئة: { $deviation }. حدّث المتصفح أو استخدم متصفحًا آخر.
failure-engine_failed = تعطّل المحرك: { $error }
failure-crashed = انهار المحرك أثناء معالجة هذه الصورة وأُعيد تشغيله. { $error }
failure-crashed_repeatedly = انهار المحرك مرتين متتاليتين ولم يُعَد تشغيله. { $error }
failure-no_worker = تعذّر تشغيل المحرك في هذا المتصفح. { $error }
failure-nothing_reported = لم ترد أي رسالة خطأ.
failure-out_of_memory = لم تكفِ الذاكرة: أغلق علامات التبويب والبرامج الأخرى وحاول مجددًا، أو احفظ الصورة بعدد بكسلات أقل.
failure-reported_last = آخر خطأ: { $error }

## Files that were dropped, pasted or chosen

intake-searching = جارٍ البحث عن صور الأشعة.
intake-files_left_out = { $files ->
    [zero] لم يُستبعد أي ملف: { $kinds }.
    [one] استُبعد ملف واحد: { $kinds }.
    [two] استُبعد ملفان: { $kinds }.
    [few] استُبعدت { $files } ملفات: { $kinds }.
    [many] استُبعد { $files } ملفًا: { $kinds }.
   *[other] استُبعد { $files } ملف: { $kinds }.
}
intake-hidden = { $files ->
    [one] ملف مخفي واحد
    [two] ملفان مخفيان
    [few] { $files } ملفات مخفية
    [many] { $files } ملفًا مخفيًا
   *[other] { $files } ملف مخفي
}
intake-of_system = { $files ->
    [one] ملف نظام واحد
    [two] ملفا نظام
    [few] { $files } ملفات نظام
   *[other] { $files } ملف نظام
}
intake-directories = { $files ->
    [one] ملف DICOMDIR واحد
    [two] ملفا DICOMDIR
    [few] { $files } ملفات DICOMDIR
   *[other] { $files } ملف DICOMDIR
}
intake-programs = { $files ->
    [one] برنامج واحد
    [two] برنامجان
    [few] { $files } برامج
    [many] { $files } برنامجًا
   *[other] { $files } برنامج
}
intake-documents = { $files ->
    [one] نص أو مستند واحد
    [two] ملفان من النصوص والمستندات
    [few] { $files } ملفات من النصوص والمستندات
    [many] { $files } ملفًا من النصوص والمستندات
   *[other] { $files } ملف من النصوص والمستندات
}
intake-archives = { $files ->
    [one] أرشيف آخر
    [two] أرشيفان آخران
    [few] { $files } أرشيفات أخرى
    [many] { $files } أرشيفًا آخر
   *[other] { $files } أرشيف آخر
}
intake-without_picture = { $files ->
    [one] ملف واحد بلا صورة
    [two] ملفان بلا صورة
    [few] { $files } ملفات بلا صورة
    [many] { $files } ملفًا بلا صورة
   *[other] { $files } ملف بلا صورة
}
intake-link = هذا رابط وليس ملفًا. احفظ الصورة على القرص ثم أفلت الملف المحفوظ.
intake-text = هذا نص وليس ملفًا. أفلت ملف صورة أشعة أو مجلدًا أو ملف ZIP.
intake-nothing_to_paste = لا تحتوي الحافظة على صورة ولا على ملف. انسخ أحدهما ثم الصقه مجددًا.
intake-empty_folder = المجلد «{ $name }» فارغ.
intake-unreadable_folder = لا يستطيع المتصفح قراءة المجلد «{ $path }». اختر الصور التي فيه بدلًا منه.
intake-table = تعذّرت قراءة الجدول «{ $name }» نصًّا لا يتجاوز 16 MiB. احفظه بصيغة CSV وترميز UTF-8.
intake-model_incomplete = بطاقة النموذج وحدها ليست نموذجًا. أفلت المجلد أو ملف ZIP الذي يضم model.json وأوزانه.
intake-no_films = لا توجد صورة أشعة بين هذه الملفات. اختر مجلدًا فيه ملفات DICOM أو ملفات صور.
intake-too_many_files = يتجاوز عدد الملفات { $limit }؛ لم يُبحث في بقيتها. أفلت مجلدًا أصغر.
intake-too_many_films = يتجاوز عدد الصور { $limit }؛ لم تُقرأ بقيتها. أفلتها على دفعات أصغر.

## The example film

example-offer = ليست لديك صورة أشعة؟
example-show = عرض مثال
example-credit = المثال: COVID-19 Image Repository، Hannover Medical School (Winther et al.)، بترخيص CC BY 3.0، بحجم مصغّر.

## The choice of the model

model_choice-label = النموذج
model_choice-saves_data = يُستخدم النموذج الخفيف لأن هذا المتصفح مضبوط على توفير البيانات.
model_choice-slow = هذا الاتصال بطيء. يصبح النموذج الخفيف جاهزًا أسرع، وهو أقل دقة.
model_choice-keep = حفظه في هذا المتصفح
model_choice-forget = إزالته من هذا المتصفح
model_choice-own_model = هذا نموذجك لا نموذج هذا الموقع: أرقامه مأخوذة من بطاقته.
model_choice-not_kept = سيُفقد نموذجك عند مغادرة هذه الصفحة.
model_choice-storing = جارٍ حفظ نموذجك.
model_choice-kept = نموذجك محفوظ في هذا المتصفح.
model_choice-refused = لا يحفظ هذا المتصفح نموذجك؛ سيُفقد عند مغادرة هذه الصفحة.
model_choice-full = الكامل
model_choice-light = الخفيف
model_choice-yours = نموذجك
model_choice-named = ‏{ $model }: { $name }
model_choice-use_light_model = استخدام النموذج الخفيف
model_choice-with_size = ‏{ $model }، { $size }

## How answers are read

options-heading = كيف تُقرأ الإجابات
options-level_label = مستوى مجموعات الإجابة
options-purpose_label = نقطة التشغيل
options-disease = المرض المبحوث عنه
options-prevalence_label = معدل الانتشار في مجتمع المريض
options-called = فوق العتبة
options-no_point = ليست للفئة { $class } نقطة تشغيل في هذا النموذج.
options-with_interval = { $value } (من { $low } إلى { $high })
options-level_percent = { $percent }%
options-purpose_screening = التحرّي
options-purpose_balanced = التوازن
options-purpose_confirming = التأكيد
options-promise_at = يُجاب عن الصورة إذا بقيت فئة واحدة في مجموعتها؛ وتضم المجموعات الفئة الصحيحة في { $level } من صور كل فئة، ما دامت الصور مماثلة لصور المعايرة.
options-answered_rightly = عند المستوى { $level } أُجيب عن { $answered } من صور الاختبار، وبلغت نسبة الإجابات الصحيحة { $right }.
options-answered_only = عند المستوى { $level } أُجيب عن { $answered } من صور الاختبار.
options-elsewhere_measured = مجموعة بمستوى { $level }. لا يسري ضمانها في مستشفى آخر: فعلى صور مستشفيات أخرى بلغت نسبة المجموعات التي ضمّت الفئة الصحيحة { $coverage }.
options-elsewhere_measured_at = مجموعة بمستوى { $level }. لا يسري ضمانها في مستشفى آخر: فعلى صور مستشفيات أخرى بلغت نسبة المجموعات التي ضمّت الفئة الصحيحة { $coverage } (مقيسة عند المستوى { $measured }).
options-elsewhere_not_measured = مجموعة بمستوى { $level }. لا يسري ضمانها في مستشفى آخر، ولم يُقَس هناك.
options-own_promise_at = مجموعة بمستوى { $level }: يسري ضمانها على الصور المماثلة لتلك، لا على صور أي مستشفى آخر.
options-prevalence_of = { $people } من كل 1000 شخص لديهم { $class }

## The user's own films

own_films-heading = تقييم النموذج على صورك
own_films-how = أفلت مجلدًا فيه المجلدات COVID-19 وnormal وpneumonia، أو صورًا مع جدول (CSV) فيه العمودان file وlabel. لا يُرفع شيء.
own_films-waiting = يمكن التقييم بعد تصنيف الصور كلها.
own_films-running = جارٍ حساب المقاييس
own_films-interrupted = توقّف المحرك قبل اكتمال حساب المقاييس. أعد التقييم.
own_films-own = صورك
own_films-test = صور الاختبار
own_films-external = مستشفيات أخرى
own_films-films = عدد الصور
own_films-accuracy = الدقة
own_films-ece = خطأ المعايرة (ECE)
own_films-refused = رفضها فحص المدخلات
own_films-none = لم يُقَس
own_films-confusion = صورك بحسب التسمية (الصفوف) والفئة الأرجح (الأعمدة)
own_films-recalibrate = المعايرة وفق هذه الصور
own_films-recalibrate_what = تُضبط المعايرة ومجموعات الإجابة ونقاط التشغيل وفق صورك. ولا يُحفظ في هذا المتصفح سوى الأرقام الناتجة، إلى أن تزيلها.
own_films-remove = العودة إلى معايرة النموذج الأصلية
own_films-export = حفظ باسم model.json
own_films-not_kept = لا يحفظ هذا المتصفح شيئًا، لذا تُفقد المعايرة عند إغلاق الصفحة. احفظها باسم model.json.
own_films-judge = { $films ->
    [zero] التقييم على صور القائمة
    [one] التقييم على صورة القائمة
    [two] التقييم على صورتي القائمة
   *[other] التقييم على صور القائمة ({ $films })
}
own_films-table = تُقرأ التسميات من { $name }.
own_films-calibrated_on = تمت المعايرة على { $films ->
    [zero] عدد من صورك
    [one] صورة واحدة من صورك
    [two] صورتين من صورك
    [few] { $films } صور من صورك
   *[other] { $films } صورة من صورك
}، { $date }.
own_films-coverage_at = الفئة الصحيحة ضمن المجموعة عند المستوى { $level }
own_films-coverage_label = الفئة الصحيحة ضمن المجموعة
own_films-films_of = { $films } من الفئة { $class }
own_films-verdict_worse = دقة النموذج على صورك { $accuracy }: أدنى من دقته على صور اختباره بفارق ذي دلالة إحصائية ({ $p }). لا تعتمد عليه في صور كهذه.
own_films-verdict_not_worse = دقة النموذج على صورك { $accuracy }: ليست أدنى من دقته على صور اختباره بفارق ذي دلالة إحصائية.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = بعد المعايرة وفق صورك يصبح خطأ المعايرة { $after } بدل { $before }، مع استبعاد مريض كل صورة عند التنبؤ بها.

## The list of films

worklist-heading = الصور
worklist-search = البحث بالاسم
worklist-filter_label = عرض
worklist-order_label = الترتيب
worklist-pause = إيقاف مؤقت
worklist-resume = متابعة
worklist-clear = مسح القائمة
worklist-undo_clear = تراجع
worklist-export_csv = حفظ بصيغة CSV
worklist-export_json = حفظ بصيغة JSON
worklist-export = حفظ المعروض في القائمة
worklist-nothing_listed = لا توجد صورة تطابق البحث والتصفية.
worklist-paused = متوقف مؤقتًا
worklist-no_pace = جارٍ تقدير الوقت المتبقي
worklist-progress = الصور المصنَّفة
worklist-doubt_means = الشك: تأتي أولًا الصور التي تضم مجموعة إجابتها فئات أكثر (وتُعامَل المجموعة الخالية كأنها تضم الفئات كلها)، وعند التساوي الصور التي تتقارب احتمالاتها أكثر (الإنتروبيا).
worklist-hidden = اقرأها أولًا
worklist-cancelled = ملغاة
worklist-not_at_hand = افتحها أو أفلتها مجددًا
worklist-formula = تبدأ بعض الأسماء كالصيغ الحسابية (بأحد الرموز = أو + أو - أو @). تُحفظ كما هي لتعثر البرامج على الصور؛ استورد العمود «file» بوصفه نصًّا.
worklist-not_saved = لم يحفظ المتصفح الملف.
worklist-keep = حفظ هذه القائمة في هذا المتصفح
worklist-keep_what = تبقى عندئذٍ الأسماء والإجابات والعلامات وقراءاتك بعد إعادة تحميل الصفحة، إلى أن تلغي هذا الاختيار فتُحذف. لا تُحفظ الصور نفسها؛ ويتذكر Chrome وEdge مواضع الصور المُفلتة لفتحها مجددًا بإذنك.
worklist-not_kept = لا يسمح هذا المتصفح للصفحة بحفظ القائمة.
worklist-reopen = إعادة فتح الصور
worklist-drop_again = أفلت الصور أو مجلدها مجددًا لعرضها: تُطابَق الصور بالاسم والحجم والمحتوى.
worklist-done = { $done } من { $all ->
    [zero] 0 صورة
    [one] صورة واحدة
    [two] صورتين
    [few] { $all } صور
   *[other] { $all } صورة
}،
worklist-cancel = { $waiting ->
    [one] إلغاء الصورة المنتظرة
    [two] إلغاء الصورتين المنتظرتين
   *[other] إلغاء الصور المنتظرة ({ $waiting })
}
worklist-continue_cancelled = { $cancelled ->
    [one] تصنيف الصورة الملغاة
    [two] تصنيف الصورتين الملغاتين
   *[other] تصنيف الصور الملغاة ({ $cancelled })
}
worklist-cleared = { $films ->
    [zero] لم تُزَل أي صورة من القائمة.
    [one] أُزيلت صورة واحدة من القائمة.
    [two] أُزيلت صورتان من القائمة.
    [few] أُزيلت { $films } صور من القائمة.
   *[other] أُزيلت { $films } صورة من القائمة.
}
worklist-flag = وضع علامة على { $name }
worklist-with_reader = { $note }؛ قراءتك: { $class }
worklist-without_file = { $films ->
    [zero] جميع صور القائمة المحفوظة مفتوحة.
    [one] صورة واحدة من القائمة المحفوظة غير مفتوحة.
    [two] صورتان من القائمة المحفوظة غير مفتوحتين.
    [few] { $films } صور من القائمة المحفوظة غير مفتوحة.
   *[other] { $films } صورة من القائمة المحفوظة غير مفتوحة.
}
worklist-key_next = الصورة التالية
worklist-key_previous = الصورة السابقة
worklist-key_flag = وضع علامة على الصورة أو إزالتها
worklist-key_search = البحث في القائمة
worklist-key_class = القراءة المُعمّاة: COVID-19، طبيعي، التهاب رئوي
worklist-key_sureness = القراءة المُعمّاة: تخمين، غير متأكد، متأكد
worklist-order_arrival = ترتيب الإفلات
worklist-order_name = الاسم
worklist-order_shuffled = عشوائي
worklist-order_prediction = التنبؤ
worklist-order_probability = احتمال الفئة { $class }
worklist-order_doubt = الشك، الأكثر شكًّا أولًا
worklist-filter_all = كل الصور
worklist-filter_unfinished = لم تكتمل
worklist-filter_answered = أُجيب عنها
worklist-filter_undecided = غير محسومة
worklist-filter_refused = لم تُصنَّف
worklist-filter_failed = تعذّر تصنيفها
worklist-filter_flagged = عليها علامة
worklist-filter_unread = لم تقرأها
worklist-count_all = { $films ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $films } صور
   *[other] { $films } صورة
}
worklist-count_some = { $listed } من { $all ->
    [zero] 0 صورة
    [one] صورة واحدة
    [two] صورتين
    [few] { $all } صور
   *[other] { $all } صورة
}
worklist-seconds_left_few = بقي أقل من 10 ثوانٍ
worklist-seconds_left = بقي نحو { $seconds } ثانية
worklist-minutes_left = { $minutes ->
    [one] بقي نحو دقيقة
    [two] بقي نحو دقيقتين
    [few] بقي نحو { $minutes } دقائق
   *[other] بقي نحو { $minutes } دقيقة
}
worklist-hours_left = بقي نحو { $hours ->
    [one] ساعة
    [two] ساعتين
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
} { $minutes ->
    [zero] {""}
    [few] و{ $minutes } دقائق
   *[other] و{ $minutes } دقيقة
}
worklist-left_out_films = { $films ->
    [zero] لم تُستبعد أي صورة.
    [one] استُبعدت صورة واحدة: لم تكتمل، أو لم تقرأها بعد.
    [two] استُبعدت صورتان: لم تكتملا، أو لم تقرأهما بعد.
    [few] استُبعدت { $films } صور: لم تكتمل، أو لم تقرأها بعد.
   *[other] استُبعدت { $films } صورة: لم تكتمل، أو لم تقرأها بعد.
}
worklist-unnamed_film = الصورة { $number }

## Reading blind

readers-switch = قراءة مُعمّاة: إخفاء كل إجابة إلى أن تعطي إجابتك
readers-ask = ماذا ترى؟
readers-ask_how = اختر فئة، ثم حدّد مدى تأكدك. تظهر بعد ذلك إجابة النموذج، ولا يعود تغيير إجابتك ممكنًا.
readers-class = الفئة
readers-how_sure = ما مدى تأكدك؟
readers-heading = أنت والنموذج
readers-how = في الصور التي قرأتها قراءة مُعمّاة: كم تتفق مع النموذج، ونسبة صواب كل منكما حيث تكون الفئة معروفة من المجلدات أو من جدول. إجابة النموذج هي فئته الأرجح، حتى حيث لم يحسم.
readers-compare = مقارنة
readers-save = حفظ قراءاتك بصيغة CSV
readers-agreement_label = الاتفاق
readers-kappa_label = معامل كابا لكوهين
readers-kappa_means = معامل كابا هو الاتفاق الزائد على المصادفة: القيمة 0 ما تعطيه المصادفة وحدها، والقيمة 1 اتفاق تام. وبين القوسين فاصل الثقة 95%.
readers-confusion = الصفوف: فئتك. الأعمدة: فئة النموذج.
readers-you = أنت
readers-model = النموذج
readers-accuracy = الدقة
readers-none = –
readers-read = { $films ->
    [zero] لم تقرأ أي صورة بعد.
    [one] قرأت صورة واحدة.
    [two] قرأت صورتين.
    [few] قرأت { $films } صور.
   *[other] قرأت { $films } صورة.
}
readers-known = { $films ->
    [zero] لا توجد صور معروفة الفئة:
    [one] في الصورة الوحيدة المعروفة الفئة:
    [two] في الصورتين المعروفتي الفئة:
    [few] في { $films } صور معروفة الفئة:
   *[other] في { $films } صورة معروفة الفئة:
}
readers-button_guess = تخمين
readers-button_unsure = غير متأكد
readers-button_sure = متأكد
readers-guess = تخمين
readers-unsure = غير متأكد
readers-sure = متأكد
readers-agreement_on = { $films ->
    [zero] { $agreement } من 0 صورة
    [one] { $agreement } من صورة واحدة
    [two] { $agreement } من صورتين
    [few] { $agreement } من { $films } صور
   *[other] { $agreement } من { $films } صورة
}
readers-no_kappa = غير معرَّف: { $reason }
readers-sensitivity_of = الحساسية، { $class }
readers-specificity_of = النوعية، { $class }
readers-called_so = ‏{ $class } ({ $sureness })
readers-said_so = قراءتك: { $called }.

## The viewer

viewer-viewer = العارض
viewer-toolbar = أدوات العارض
viewer-window_label = النافذة
viewer-window_custom = ضبط يدوي
viewer-invert = عكس التدرّج الرمادي
viewer-flip_across = قلب أفقي
viewer-flip_down = قلب رأسي
viewer-turn_left = تدوير إلى اليسار
viewer-turn_right = تدوير إلى اليمين
viewer-zoom_out = تصغير
viewer-zoom_in = تكبير
viewer-fit = ملاءمة
viewer-reset = إعادة الضبط
viewer-network = عرض ما تراه الشبكة
viewer-smooth = تنعيم البكسلات المكبّرة
viewer-full_screen = ملء الشاشة
viewer-help = لوحة المفاتيح والفأرة
viewer-close = إغلاق
viewer-compare = مقارنة مع
viewer-compare_none = بلا صورة أخرى
viewer-link = ربط تكبير الصورتين وتحريكهما
viewer-decoding = جارٍ فك ترميز جميع بتات الصورة.
viewer-preparing = جارٍ تجهيز ما تراه الشبكة.
viewer-no_picture = تعذّر عرض الصورة بجميع بتاتها
viewer-retry = إعادة المحاولة
viewer-not_drawn = لا يستطيع هذا المتصفح رسم الصورة. تظهر المعاينة الصغيرة.
viewer-lengths = الأطوال
viewer-no_spacing = لا يذكر الملف المسافة بين البكسلات.
viewer-keys = المفاتيح
viewer-mouse = الفأرة
viewer-touch = اللمس
viewer-keys_everywhere = تعمل المفاتيح أيضًا حين لا يكون التركيز على أي جزء من الصفحة. من دون ذلك انقر الصورة أولًا.
viewer-list_keys = مفاتيح القائمة
viewer-with_key = ‏{ $label } ({ $key })
viewer-picture = { $name }، { $caption }. اضغط علامة الاستفهام لعرض المفاتيح.
viewer-size = { $width } × { $height } px
viewer-network_size = ترى الشبكة { $side } × { $side } px
viewer-remove_length = إزالة الطول { $length }
viewer-key_invert = عكس التدرّج الرمادي
viewer-key_flip_across = قلب أفقي
viewer-key_flip_down = قلب رأسي
viewer-key_turn_right = تدوير إلى اليمين
viewer-key_turn_left = تدوير إلى اليسار
viewer-key_zoom_in = تكبير
viewer-key_zoom_out = تصغير
viewer-key_fit = ملاءمة
viewer-key_reset = إعادة الضبط
viewer-key_first_window = نافذة الترويسة، أو المجال المستخدم
viewer-key_dark = نافذة النصف الداكن: الرئتان
viewer-key_bright = نافذة النصف الفاتح: المنصف والعظام
viewer-key_in_use = نافذة المجال المستخدم
viewer-key_full = نافذة جميع القيم
viewer-key_tools = الأداة: نافذة، تحريك، تكبير وتصغير، قياس، عدسة مكبّرة
viewer-key_move = تحريك الصورة
viewer-key_window = عرض النافذة ومركزها
viewer-key_length = بدء قياس طول وإنهاؤه في وسط الصورة
viewer-key_delete = إزالة آخر طول
viewer-key_network = ما تراه الشبكة
viewer-key_smooth = تنعيم البكسلات المكبّرة
viewer-key_full_screen = ملء الشاشة
viewer-key_help = هذه المساعدة
viewer-drag_first = عرض النافذة ومركزها، أو الأداة المختارة
viewer-drag_middle = تحريك
viewer-drag_right = تكبير وتصغير
viewer-wheel = تكبير وتصغير؛ وفي وضع ملء الشاشة تكفي العجلة وحدها
viewer-two_fingers = تكبير وتصغير وتحريك
viewer-tool_window = عرض النافذة ومركزها
viewer-tool_pan = تحريك
viewer-tool_zoom = تكبير وتصغير
viewer-tool_measure = قياس طول
viewer-tool_magnify = عدسة مكبّرة
viewer-preset_header = كما في الملف
viewer-preset_header_numbered = كما في الملف، النافذة { $number }
viewer-preset_in_use = المجال المستخدم
viewer-preset_dark = النصف الداكن (الرئتان)
viewer-preset_bright = النصف الفاتح (المنصف والعظام)
viewer-preset_full = جميع القيم
viewer-center_and_width = المركز { $center }، العرض { $width }
viewer-of_full_size = { $percent } من الحجم الكامل
viewer-value_at = { $value } عند العمود { $column }، الصف { $row }
viewer-unit_stored = القيم المخزَّنة
viewer-unit_rescaled = القيم المحوّلة (Rescale)
viewer-unit_grey = قيم رمادية 16 بت، ممدودة على المجال المستخدم
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance } معايَرة
viewer-spacing_stated = { $distance } كما في الملف
viewer-spacing_detector = { $distance } عند الكاشف
viewer-spacing_scanned = { $distance } على الفيلم الممسوح ضوئيًا
viewer-note_calibrated = الأطوال معايَرة داخل جسم المريض، كما في الملف.
viewer-note_stated = الأطوال محسوبة من تباعد البكسلات المذكور في الملف، ولا يوضح الملف هل صُحّح للتكبير.
viewer-note_detector = الأطوال مقيسة عند الكاشف: البنى داخل جسم المريض أصغر.
viewer-note_scanned = الأطوال مقيسة على الفيلم الممسوح ضوئيًا: البنى داخل جسم المريض أصغر.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = السحب بالزر الأيسر
viewer-middle_drag = السحب بالزر الأوسط
viewer-right_drag = السحب بالزر الأيمن
viewer-ctrl_wheel = Ctrl + العجلة
viewer-one_finger = إصبع واحدة
viewer-with_two_fingers = إصبعان
viewer-space_key = مفتاح المسافة
viewer-arrow_keys = الأسهم
viewer-shift_arrows = Shift + الأسهم
viewer-enter_key = Enter
viewer-delete_key = Delete

## Where the network looked

explain-show = إظهار مناطق تركيز الشبكة
explain-heading = مناطق تركيز الشبكة
explain-hide = إزالة الخريطة
explain-working = جارٍ حساب الخرائط
explain-failed = تعذّر تفسير الإجابة
explain-class = ما يدعم الفئة
explain-map = الخريطة
explain-opacity = العتامة
explain-contour = خط عند نصف المقياس
explain-occlude = حجب أجزاء من الصورة
explain-cancel = إلغاء
explain-occluding = الأجزاء المحجوبة حتى الآن
explain-note = تبيّن هذه الخريطة أي أجزاء الصورة أثّرت في رقم الشبكة. وهي لا تبيّن مكان المرض، والخريطة المقنعة لا تجعل الإجابة صحيحة.
explain-nothing = لا جزء من الصورة يدعم الفئة { $class } في هذه الخريطة.
explain-kind_finer = تنشيط الفئة، خريطة أدق
explain-kind_last = تنشيط الفئة، الخريطة الأخيرة
explain-kind_occlusion = الحجب
explain-meaning_activation = الألوان: ما تضيفه كل خلية من { $side } × { $side } إلى قيمة الشبكة للفئة { $class } قبل المعايرة (logit). وما يعارضها يُترك بلا لون. المقياس واحد لجميع الفئات.
explain-meaning_occlusion = الألوان: كم ينخفض احتمال الفئة { $class } حين تغطي رقعة رمادية الموضع، بالنقاط المئوية. المقياس واحد لجميع الفئات.
explain-occlusion = تُحرَّك فوق الصورة رقعة رمادية طول ضلعها ثُمن ضلع الصورة، وتصنّف الشبكة كل نسخة من النسخ الناتجة ({ $count }). وللصور الأخرى الأولوية.
explain-progress_of = { $done } من { $count }
explain-strongest_at = أقوى ما يدعم الفئة { $class } { $place }: { $value } من { $maximum } على المقياس.
explain-place_upper_left = في أعلى اليسار
explain-place_lower_left = في أسفل اليسار
explain-place_left = جهة اليسار
explain-place_upper_right = في أعلى اليمين
explain-place_lower_right = في أسفل اليمين
explain-place_right = جهة اليمين
explain-place_top = في الأعلى
explain-place_bottom = في الأسفل
explain-place_middle = في الوسط

## The check for shortcuts

lens-check = التحقق من القرائن المضلِّلة
lens-heading = فحص القرائن المضلِّلة
lens-working = جارٍ تصنيف نسخ معدَّلة من الصورة
lens-failed = تعذّر تصنيف النسخ
lens-note = تُخفى الرئتان بشكل إهليلجي واحد لجميع الصور، لا بحسب حدودهما. وتُخفى الحروف حيثما عُثر عليها. والإجابة التي تجتاز الفحص قد تكون خاطئة مع ذلك.
lens-lungs_hidden = إخفاء الرئتين
lens-border_hidden = إخفاء الحواف
lens-letters_hidden = إخفاء الحروف
lens-mirrored = قلب أفقي
lens-reencoded = إعادة الترميز (JPEG، الجودة 50)
lens-turned = تدوير 5 درجات
lens-cropped = اقتصاص إلى تسعة أعشار
lens-border_only = الحواف وحدها
lens-jpeg = بصيغة JPEG، الجودة 50
lens-no_letters = لم يُعثر على حروف
lens-stays = تبقى: { $result }
lens-changes = تتغير: { $result }
lens-answer_sound = تتغير الإجابة عند إخفاء الرئتين، وتبقى عند أي تغيير آخر، كما ينبغي.
lens-class_sound = الفئة الأرجح، { $class }، تتغير عند إخفاء الرئتين، وتبقى عند أي تغيير آخر، كما ينبغي.
lens-answer_without_lungs = تبقى الإجابة كما هي عند إخفاء الرئتين: لا تثق بها.
lens-class_without_lungs = الفئة الأرجح، { $class }، تبقى كما هي عند إخفاء الرئتين: لا تثق بها.
lens-answer_moved = تتغير الإجابة مع أن الرئتين ظاهرتان ({ $changes }): لا تعتمد عليها.
lens-class_moved = الفئة الأرجح، { $class }، تتغير مع أن الرئتين ظاهرتان ({ $changes }): لا تعتمد عليها.
lens-also_moved = وهي تتغير مع أن الرئتين ظاهرتان ({ $changes }).
lens-share_without_lungs = من صور الاختبار التي صُنّفت في الفئة { $class }، تبقى { $share } فيها عند إخفاء الرئتين.

## The report

report-open = التقرير
report-title = صورة أشعة الصدر، تنبؤ النموذج
report-print = طباعة أو حفظ بصيغة PDF
report-save_png = حفظ بصيغة PNG
report-close = إغلاق
report-not_saved = لم يحفظ المتصفح الصورة.
report-reference = الاسم أو المرجع (اختياري، لا يُخزَّن)
report-film = الصورة
report-film_with_map = الصورة مع الخريطة التي عُرضت فوقها. تبيّن الخريطة ما أثّر في رقم النموذج، لا مكان المرض.
report-answer = الإجابة
report-probabilities = الاحتمالات المعايَرة
report-cautions = تنبيهات
report-no_cautions = لا تنبيهات لهذه الصورة سوى قيود النموذج.
report-model = النموذج
report-provenance = بيانات المنشأ
report-set_label = لا يمكن استبعاد
report-no_class = لا تنطبق أي فئة
report-set_worth = ما تضمنه المجموعة
report-reader = القارئ، قبل رؤية الإجابة
report-network = الشبكة
report-accuracy_test = الدقة، المصادر نفسها
report-accuracy_external = الدقة، مصادر أخرى
report-ece_test = خطأ المعايرة (ECE)، المصادر نفسها
report-ece_external = خطأ المعايرة (ECE)، مصادر أخرى
report-calibration = المعايرة
report-film_hash = بصمة SHA-256 لملف الصورة
report-not_known = غير معروف
report-film_size = أبعاد الصورة
report-weights_hash = بصمة SHA-256 للأوزان (لبصمات أجزائها)
report-scorecard_hash = بصمة SHA-256 لبطاقة النموذج
report-engine = أُجري الحساب على
report-time = وقت إعداد التقرير
report-software = البرنامج
report-doubt_label = الشك (الإنتروبيا، نسبة مئوية من قيمتها القصوى)
report-reference_line = المرجع: { $reference }
report-set_at_level = { $classes }، عند المستوى { $level }
report-estimate_and_films = ‏{ $estimate }، { $films ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $films } صور
   *[other] { $films } صورة
}

## The other pages

pages-navigation = الصفحات
pages-name_films = الصور
pages-name_model = النموذج
pages-name_privacy = الخصوصية
pages-name_diagnosis = فحص الجهاز
pages-not_defined = غير معرَّف
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = النتائج
model_page-split_label = صور
model_page-intervals = كل قيمة مع فاصل الثقة 95%: بطريقة ويلسون للنسب، وبإعادة المعاينة على مستوى المرضى (bootstrap) لغيرها. لم يُختر شيء اعتمادًا على صور الاختبار أو صور المصادر الأخرى.
model_page-confusion = مصفوفة الارتباك
model_page-confusion_note = الصفوف للتسمية، والأعمدة للتنبؤ؛ والنسب محسوبة من الصف.
model_page-label = التسمية
model_page-roc = منحنى ROC (خاصية تشغيل المستقبِل)
model_page-false_positives = 1 − النوعية
model_page-sensitivity = الحساسية
model_page-reliability = الموثوقية
model_page-confidence = احتمال التنبؤ
model_page-accuracy = الدقة
model_page-reliability_note = على القطر تصح التنبؤات بقدر ما تقوله احتمالاتها.
model_page-classes = بحسب الفئة
model_page-sources = بحسب المصدر
model_page-sources_note = النموذج الذي يتعرّف على مصدر الصور بدل المرض ينجح في مصدر ويُخفق في غيره.
model_page-no_plot = ليست في بطاقة النموذج هذه نقاط لهذا الرسم البياني.
model_page-data = الصور
model_page-hashes = البصمات (SHA-256)
model_page-weights = الأوزان
model_page-list = قائمة الصور
model_page-plot = ‏{ $heading }: { $figures }
model_page-dot = { $films ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $films } صور
   *[other] { $films } صورة
}، { $accuracy }
model_page-column_class = الفئة
model_page-column_films = الصور
model_page-column_sensitivity = الحساسية
model_page-column_specificity = النوعية
model_page-column_ppv = القيمة التنبؤية الإيجابية
model_page-column_npv = القيمة التنبؤية السلبية
model_page-column_source = المصدر
model_page-column_accuracy = الدقة
model_page-column_split = المجموعة
model_page-split_val = مجموعة التحقق (تقدير متفائل)
model_page-split_test = مجموعة الاختبار (المصادر نفسها)
model_page-split_external = مصادر أخرى
model_page-headline_of = { $films ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $films } صور
   *[other] { $films } صورة
}: الدقة { $accuracy }، الدقة المتوازنة { $balanced }، خطأ المعايرة المتوقع { $ece }.
model_page-curve_of = { $class }، قيمة AUROC { $area }

## The page on privacy

privacy_page-lead = يجري فك ترميز الصور وتصنيفها في هذا المتصفح. لا تُرفع الصور، ولا يُخزَّن منها شيء ما لم تحفظه أنت.
privacy_page-now = الآن
privacy_page-sealed = عامل الخدمة (service worker) نشط: يقدّم هذه الصفحة من الذاكرة المؤقتة للمتصفح ويرفض كل طلب آخر.
privacy_page-not_sealed = عامل الخدمة (service worker) غير نشط بعد، أو غير متوفر في هذا المتصفح. ومع ذلك تمنع سياسة الصفحة الطلبات إلى مضيفين آخرين.
privacy_page-how = ما الذي يضمن ذلك
privacy_page-check = كيف تتحقق من ذلك بنفسك
privacy_page-policy = سياسة هذه الصفحة
privacy_page-no_policy = تعذّرت قراءة السياسة.
privacy_page-means_policy = لا تسمح سياسة أمان المحتوى (Content-Security-Policy) بالطلبات إلا إلى مضيف هذه الصفحة، ولا تسمح باستمارات ولا بإطارات ولا بنصوص برمجية من غيره.
privacy_page-means_worker = يرفض عامل الخدمة كل طلب عدا طلبات ملفات الصفحة والنموذج.
privacy_page-means_requests = بعد تحميل النموذج لا ترسل الصفحة أي طلب؛ والعدد مأخوذ من سجلات المتصفح نفسه، هنا وفي كل عامل (worker).
privacy_page-means_files = تقرأ الصفحة الملفات ولا تُرسَل الملفات إليها: لا شيفرة على الخادم، بل مجلد ملفات لها بصمات.
privacy_page-step_tools = افتح أدوات المطوّر (F12) واختر لوحة الشبكة (Network)، ثم صنّف صورة: لا يظهر شيء في القائمة.
privacy_page-step_offline = افصل الاتصال بالإنترنت (وضع الطيران، أو Offline في لوحة Network) وصنّف صورة أخرى: ينجح ذلك، وكذلك إعادة تحميل الصفحة.
privacy_page-step_storage = انظر في Application ثم Storage: في الذاكرة المؤقتة الصفحة والنموذج، وليس فيها أي صورة أشعة.
privacy_page-step_hashes = قارن الملفات بالبصمات الواردة في manifest.json المرفق بكل إصدار.

## The page on the engine

diagnosis_page-lead = ما يُبلغ عنه هذا المتصفح وجهازه، وهل يحسبان حسابًا صحيحًا. لا يُرسَل شيء منه إلى أي مكان؛ انسخه إلى بلاغ الخلل.
diagnosis_page-examine = فحص المحرك
diagnosis_page-waiting = صورة قيد التصنيف؛ يأتي الفحص بعدها.
diagnosis_page-running = جارٍ إجراء الفحص المرجعي وقياس زمن كل عملية.
diagnosis_page-copy = نسخ التقرير
diagnosis_page-copied = تم النسخ.
diagnosis_page-not_copied = لم يسمح المتصفح بذلك: حدّد النص وانسخه.
diagnosis_page-report = التقرير

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = طبيعي
model-class_pneumonia = التهاب رئوي

## The gate.

model-gate_mirrored = يبدو القلب في الجهة اليمنى: صورة مقلوبة أفقيًا أو قلب يميني؛ قارنها بعلامة الجهة
model-gate_turned_clockwise = الصورة على جنبها، مُدارة باتجاه عقارب الساعة؛ أدرها 90 درجة في الاتجاه المعاكس
model-gate_upside_down = الصورة مقلوبة رأسًا على عقب؛ أدرها 180 درجة
model-gate_turned_counterclockwise = الصورة على جنبها، مُدارة عكس اتجاه عقارب الساعة؛ أدرها 90 درجة في الاتجاه المعاكس
model-gate_inverted = الصورة سالبة، عظامها داكنة ورئتاها فاتحتان؛ اعكس تدرّجها الرمادي
model-gate_lateral = تبدو هذه صورة أشعة جانبية للصدر؛ اختر صورة أمامية (PA أو AP)
model-gate_other_radiograph = تبدو هذه صورة أشعة لجزء آخر من الجسم؛ اختر صورة أشعة أمامية للصدر
model-gate_slice = تبدو هذه مقطعًا من تصوير CT أو MR؛ اختر صورة أشعة أمامية للصدر
model-gate_composite = تبدو هذه عدة صور أشعة، أو صورة أشعة داخل لقطة شاشة أو صورة فوتوغرافية أو إطار؛ اقتصّ منها صورة واحدة، أو اختر صورة الأشعة نفسها
model-gate_other = لا تبدو هذه صورة أشعة للصدر؛ اختر صورة أشعة أمامية للصدر
model-gate_coloured = ألوان الصورة قوية، وصورة أشعة الصدر رمادية؛ اختر صورة الأشعة نفسها

## Reasons beside an answer or for an abstention.

model-reading_no_sets = ليست لهذا النموذج مجموعات إجابة لأنه لم يُصدَّر: يُجاب عن الصور المشكوك فيها كغيرها
model-reading_unusually_low = احتمال الفئة { $top } أعلى من احتمال الفئة { $only }، لكنه منخفض على غير المعتاد لصورة من الفئة { $top }
model-reading_no_class_fits = لا تنطبق أي فئة على الصورة انطباقًا كافيًا
model-reading_two_classes = يتعذّر التمييز بين { $one } و{ $other }
model-reading_any_class = لا يمكن استبعاد أي فئة
model-reading_far = هذه الصورة أبعد عن صور التدريب من { $percentile }% من صور التحقق (الأقرب: { $sources })، لذا لا تُستبعد الفئات إلا عند المستوى { $level }%

## Operating points and prevalence.

model-purpose_screening = التحرّي
model-purpose_balanced = التوازن
model-purpose_confirming = التأكيد
model-aim_screening = التحرّي، لتقليل الحالات الفائتة
model-aim_balanced = التوازن
model-aim_confirming = التأكيد، لتقليل الإنذارات الكاذبة
model-point_on_test_films = { $aim }: تُعدّ الفئة { $class } إيجابية ابتداءً من احتمال { $threshold }%؛ وعلى صور الاختبار يكشف ذلك { $found }% (من { $found_low } إلى { $found_high }) من صور الفئة { $class }، ويعطي إنذارًا كاذبًا في { $alarms }% (من { $alarms_low } إلى { $alarms_high }) من الصور الأخرى.
model-point_on_fitted_films = { $aim }: تُعدّ الفئة { $class } إيجابية ابتداءً من احتمال { $threshold }%؛ وعلى الصور التي ضُبطت العتبة عليها يكشف ذلك { $found }% (من { $found_low } إلى { $found_high }) من صور الفئة { $class }، ويعطي إنذارًا كاذبًا في { $alarms }% (من { $alarms_low } إلى { $alarms_high }) من الصور الأخرى.
model-point_not_measured = { $aim }: تُعدّ الفئة { $class } إيجابية ابتداءً من احتمال { $threshold }%؛ ولم يُقَس كم يصح ذلك.
model-point_elsewhere = وعلى صور مستشفيات أخرى يكشف ذلك { $found }% (من { $found_low } إلى { $found_high })، ويعطي إنذارًا كاذبًا في { $alarms }% (من { $alarms_low } إلى { $alarms_high }).
model-outlook = من كل 1000 شخص مماثل تكون النتيجة إيجابية للفئة { $class } لدى { $called } (من { $called_low } إلى { $called_high })، منهم { $right } (من { $right_low } إلى { $right_high }) مصابون فعلًا؛ ولا يُكشف { $missed } (من { $missed_low } إلى { $missed_high }) من المصابين.

## Splits of the films.

model-split_train = التدريب
model-split_val = التحقق
model-split_test = الاختبار
model-split_external = مصادر خارجية

## Files that cannot be read.

model-file_empty = الملف فارغ؛ اختر ملف الصورة نفسها
model-file_too_long = حجم الملف { $mebibytes } MiB، والحد الأقصى { $limit } MiB؛ احفظ الصورة في ملف أصغر
model-file_too_long_unpacked = يتجاوز حجم الملف بعد فك ضغطه { $limit } MiB؛ احفظ الصورة في ملف أصغر
model-file_too_many_pixels = أبعاد الصورة { $width } × { $height } بكسل، والحد الأقصى { $limit } مليون بكسل؛ احفظ الصورة بعدد بكسلات أقل
model-file_too_much_memory = يحتاج ملف { $kind } إلى ذاكرة كبيرة جدًّا؛ احفظ الصورة بصيغة PNG رمادية عادية
model-file_too_small = أبعاد الصورة { $width } × { $height } بكسل، ويلزم ما لا يقل عن { $least } في كل ضلع؛ اختر صورة الأشعة نفسها بدل معاينة صغيرة
model-file_strip = الصورة شريط أبعاده { $width } × { $height } بكسل، ولا يزيد طول صورة الأشعة على { $most } أمثال عرضها؛ اختر صورة واحدة
model-file_no_contrast = الصورة متجانسة تقريبًا، ومجال قيمها الرمادية يكاد يكون معدومًا؛ صدّر الصورة مجددًا بمجالها الكامل
model-file_two_levels = ليس في الصورة سوى درجتين رماديتين (بت واحد لكل بكسل، كما في الفاكس)؛ اختر الصورة بجميع درجاتها الرمادية
model-file_not_finite = يحتوي ملف { $kind } على قيم ليست أعدادًا منتهية؛ استبدلها، أو صدّر الصورة بصيغة PNG
model-file_unknown_format = صيغة الملف ليست من صيغ الصور المعروفة؛ اختر صورة محفوظة بصيغة DICOM أو PNG أو JPEG أو JPEG 2000 أو TIFF أو WebP أو BMP أو GIF
model-file_cmyk = يحتوي ملف { $kind } على ألوان الطباعة CMYK؛ احفظ الصورة بتدرّج رمادي أو RGB
model-file_variant = هذا النوع من { $kind } غير مدعوم؛ احفظ الصورة بصيغة PNG بعمق 8 أو 16 بت ({ $detail })
model-file_truncated = ملف { $kind } غير مكتمل؛ انسخه أو نزّله مجددًا
model-file_damaged = ملف { $kind } تالف؛ انسخه أو صدّره مجددًا ({ $detail })
model-file_unknown_syntax = صيغة النقل (transfer syntax) في ملف DICOM غير مدعومة: غير معروفة ({ $uid })؛ حوّل الملف باستخدام `dcmdjpeg` أو `dcmconv`، أو صدّر الصورة بصيغة PNG
model-file_syntax = صيغة النقل (transfer syntax) في ملف DICOM غير مدعومة: { $name } ({ $uid })؛ حوّل الملف باستخدام `dcmdjpeg` أو `dcmconv`، أو صدّر الصورة بصيغة PNG
model-file_no_picture = لا يحتوي ملف DICOM على صورة؛ اختر ملف الصورة نفسها
model-file_directory = لا يحتوي ملف DICOM على صورة، بل على فهرس لملفات أخرى (DICOMDIR)؛ اختر ملف الصورة نفسها
model-file_several_frames = يحتوي ملف { $kind } على { $frames ->
    [one] إطار واحد
    [two] إطارين
    [few] { $frames } إطارات
    [many] { $frames } إطارًا
   *[other] { $frames } إطار
}؛ اختر واحدًا منها، أو احفظ المطلوب صورة مستقلة
model-file_several_films = يحتوي ملف { $kind } على { $films ->
    [one] صورة واحدة
    [two] صورتين
    [few] { $films } صور
   *[other] { $films } صورة
}؛ اختر واحدة منها، أو احفظ المطلوبة صورة مستقلة
model-file_no_such_frame = لا يوجد الإطار { $frame } في ملف { $kind }؛ اختر إطارًا من 1 إلى { $frames }
model-file_other_examination = بحسب ترويسة DICOM، { $says }؛ اختر صورة أشعة أمامية للصدر
model-file_wrong_length = عدد القيم الرمادية المعطاة { $values } لصورة أبعادها { $width } × { $height } بكسل؛ يجب إعطاء قيمة لكل بكسل
model-file_outside_picture = المستطيل ليس داخل الصورة التي أبعادها { $width } × { $height } بكسل؛ اختر مستطيلًا آخر
model-file_not_resized = تعذّر تغيير أبعاد الصورة؛ احفظها بصيغة PNG رمادية عادية ({ $detail })

## Archives.

model-archive_truncated = الأرشيف غير مكتمل؛ انسخه أو نزّله مجددًا
model-archive_damaged = الأرشيف تالف؛ انسخه أو نزّله مجددًا ({ $detail })
model-archive_document = الملف مستند مكتبي أو برنامج؛ صدّر الصورة منه بصيغة PNG واخترها
model-archive_no_films = لا توجد صور أشعة في الأرشيف؛ اختر الصورة نفسها
model-archive_encrypted = الملف مشفّر؛ فك ضغط الأرشيف بكلمة مروره واختر الصورة نفسها
model-archive_method = طريقة ضغط الأرشيف ({ $method }) غير مدعومة؛ فك ضغط الأرشيف واختر الصورة نفسها
model-archive_divided = هذا جزء واحد من أرشيف مقسّم؛ فك ضغط الأرشيف واختر الصور نفسها
model-archive_too_many_files = عدد الملفات في الأرشيف { $files }، والحد الأقصى { $limit }؛ فك ضغطه واختر الصور نفسها
model-archive_expands_too_far = بحسب الأرشيف يبلغ محتواه { $mebibytes } MiB، وهذا أكبر مما يتسع له حجمه؛ فك ضغطه واختر الصور نفسها
model-archive_unreadable = تعذّرت قراءة الأرشيف: { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = الملف { $what }؛ { $advice }
model-format_avif_picture = صورة AVIF
model-format_heic_picture = صورة HEIC، كالتي تحفظها الهواتف
model-format_heif_picture = صورة HEIF
model-format_jpeg_xl_picture = صورة JPEG XL
model-format_video = مقطع فيديو
model-format_svg_drawing = رسم SVG
model-format_web_page = صفحة ويب (HTML)
model-format_xml_text = نص XML
model-format_git_lfs_pointer = مؤشر git-lfs بدل الصورة
model-format_pdf_document = مستند PDF
model-format_postscript_document = مستند PostScript
model-format_rich_text = نص منسّق (RTF)
model-format_old_office_document = مستند مكتبي بصيغة قديمة
model-format_jpm_document = مستند JPEG 2000 (JPM)
model-format_djvu_document = مستند DjVu
model-format_zip_archive = أرشيف ZIP
model-format_rar_archive = أرشيف RAR
model-format_7z_archive = أرشيف 7z
model-format_gzip_file = ملف gzip
model-format_bzip2_file = ملف bzip2
model-format_xz_file = ملف xz
model-format_zstandard_file = ملف Zstandard
model-format_photoshop_picture = صورة Photoshop
model-format_jpeg_xr_picture = صورة JPEG XR
model-format_openexr_picture = صورة OpenEXR
model-format_fits_picture = صورة FITS
model-format_nrrd_volume = حجم NRRD
model-format_metaimage_volume = حجم MetaImage
model-format_nifti_volume = حجم NIfTI
model-format_numpy_array = مصفوفة NumPy
model-format_hdf5_file = ملف HDF5
model-format_netpbm_picture = صورة Netpbm (PGM, PPM)
model-advice_convert = هذه الصيغة غير مدعومة: حوّل الملف إلى PNG، أو صدّر الصورة مجددًا بصيغة PNG أو DICOM
model-advice_export = صدّر منه الصورة نفسها بصيغة PNG أو DICOM
model-advice_download = كثيرًا ما يحل نص كهذا محل تنزيل فاشل: نزّل الصورة مجددًا
model-advice_unpack = فك ضغطه واختر الصورة التي فيه
model-advice_lfs = اجلب الصورة باستخدام `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = نوع الفحص هو { $name }
model-header_body_part = الجزء المصوَّر ليس الصدر ({ $name })
model-header_view = الإسقاط ليس أماميًا ({ $name })
model-modality_bi = تصوير مغناطيسي حيوي (BI)
model-modality_bmd = قياس كثافة العظام (BMD)
model-modality_ct = تصوير مقطعي محوسب (CT)
model-modality_doc = مستند (DOC)
model-modality_ecg = تخطيط كهربية القلب (ECG)
model-modality_es = تنظير داخلي (ES)
model-modality_gm = فحص مجهري (GM)
model-modality_io = تصوير شعاعي داخل الفم (IO)
model-modality_ivoct = تصوير مقطعي داخل الأوعية (IVOCT)
model-modality_ivus = تصوير بالموجات فوق الصوتية داخل الأوعية (IVUS)
model-modality_ko = اختيار عناصر (KO)
model-modality_mg = تصوير الثدي الشعاعي (MG)
model-modality_mr = تصوير بالرنين المغناطيسي (MR)
model-modality_nm = طب نووي (NM)
model-modality_oct = تصوير مقطعي ضوئي (OCT)
model-modality_op = تصوير العين الفوتوغرافي (OP)
model-modality_opt = تصوير مقطعي للعين (OPT)
model-modality_pr = حالة عرض (PR)
model-modality_pt = تصوير مقطعي بالإصدار البوزيتروني (PT)
model-modality_px = تصوير شعاعي بانورامي (PX)
model-modality_rtdose = جرعة علاج إشعاعي (RTDOSE)
model-modality_rtimage = صورة علاج إشعاعي (RTIMAGE)
model-modality_rtplan = خطة علاج إشعاعي (RTPLAN)
model-modality_rtstruct = بنى علاج إشعاعي (RTSTRUCT)
model-modality_seg = تجزئة (SEG)
model-modality_sm = فحص مجهري لشرائح (SM)
model-modality_sr = تقرير (SR)
model-modality_tg = تصوير حراري (TG)
model-modality_us = تصوير بالموجات فوق الصوتية (US)
model-modality_xa = تصوير الأوعية (XA)
model-modality_xc = تصوير فوتوغرافي (XC)
model-part_abdomen = البطن
model-part_ankle = الكاحل
model-part_arm = الذراع
model-part_bladder = المثانة
model-part_brain = الدماغ
model-part_breast = الثدي
model-part_clavicle = الترقوة
model-part_coccyx = العصعص
model-part_colon = القولون
model-part_elbow = المرفق
model-part_extremity = أحد الأطراف
model-part_face = الوجه
model-part_femur = عظم الفخذ
model-part_fibula = الشظية
model-part_finger = إصبع اليد
model-part_foot = القدم
model-part_forearm = الساعد
model-part_hand = اليد
model-part_head = الرأس
model-part_heel = العقب
model-part_hip = الورك
model-part_humerus = عظم العضد
model-part_jaw = الفك
model-part_kidney = الكلية
model-part_knee = الركبة
model-part_leg = الساق
model-part_neck = العنق
model-part_orbit = الحجاج
model-part_pelvis = الحوض
model-part_sacrum = العجز
model-part_scapula = لوح الكتف
model-part_shoulder = الكتف
model-part_sinuses = الجيوب الأنفية
model-part_skull = الجمجمة
model-part_spine = العمود الفقري
model-part_stomach = المعدة
model-part_teeth = الأسنان
model-part_thigh = الفخذ
model-part_thumb = الإبهام
model-part_tibia = الظنبوب
model-part_toe = إصبع القدم
model-part_wrist = المعصم
model-view_oblique = مائل
model-view_decubitus = الاستلقاء الجانبي
model-view_lateral = جانبي
model-view_orientation = اتجاه المريض يوافق إسقاطًا جانبيًا

## A model that is rejected.

model-model_file_missing = ملفه { $name } مفقود
model-model_file_too_long = الملف { $file } أطول مما تذكره بطاقة النموذج
model-model_wrong_order = قُرئ الجزء { $got } في موضع الجزء { $expected } من { $shards }
model-model_wrong_length = حجم الملف { $file } يبلغ { $got } بايت، وتذكر بطاقة النموذج { $expected }؛ حمّله مجددًا
model-model_wrong_hash = الملف { $file } تالف: بصمة SHA-256 له { $got }، وتذكر بطاقة النموذج { $expected }؛ حمّله مجددًا
model-model_incomplete = عدد الأجزاء المقروءة { $got } فقط من أصل { $expected }
model-model_tensor_missing = الموتّر { $position } مفقود، وتحتاج الشبكة إلى { $needed }
model-model_wrong_tensor = الموتّر { $position } هو { $found }، وتحتاج الشبكة إلى { $needed }
model-model_wrong_count = عدد الموتّرات في بطاقة النموذج { $listed }، وفي الشبكة { $needed }
model-model_not_finite = القيمة { $index } من الموتّر { $name } ليست عددًا منتهيًا
model-model_bad_variance = القيمة { $index } من الموتّر { $name } تباين سالب
model-model_bad_scale = مقياس القناة { $channel } من الموتّر { $name } ليس عددًا منتهيًا أكبر من الصفر
model-model_bad_level = القيمة { $index } من الموتّر { $name } هي سالب 128، وهي لا تُستخدم في أوزان 8 بت
model-model_out_of_memory = لا تكفي الذاكرة لأوزان حجمها { $mebibytes } MiB؛ استخدم شبكة أصغر
model-model_bad_side = ضلع المدخل { $side } px غير مناسب: يجب أن يكون مضاعفًا موجبًا للعدد { $step }
model-model_unknown_network = الشبكة { $name } غير معروفة؛ المتوقع إحدى الشبكات التالية: { $names }

## A scorecard that is rejected.

model-scorecard_malformed = بطاقة النموذج { $file } تالفة أو غير مكتملة: { $problem }؛ حمّلها أو صدّرها مجددًا
model-scorecard_version = إصدار صيغة بطاقة النموذج { $found }، وتقرأ هذه النسخة الإصدار { $known }: استخدم الأوزان والصفحة من الإصدار نفسه
model-scorecard_classes = فئات بطاقة النموذج ليست COVID-19، ثم طبيعي، ثم التهاب رئوي بهذا الترتيب؛ استخدم نموذجًا صُدّر لهذه الفئات
model-scorecard_wrong = في بطاقة النموذج خطأ: { $why }؛ صدّر النموذج مجددًا
model-scorecard_too_many_shards = عدد الأجزاء في بطاقة النموذج { $shards }، ولا تزيد أجزاء أي شبكة على { $limit }؛ صدّر النموذج مجددًا
model-scorecard_shard = الجزء { $index } في بطاقة النموذج خاطئ: { $problem }؛ صدّر النموذج مجددًا
model-scorecard_shard_name = لا يتبع اسم ملفه النمط weights.NNN.bin
model-scorecard_shard_length = طوله صفر أو يتجاوز 16 MiB
model-scorecard_shard_hash = بصمة SHA-256 له ليست 64 رقمًا سداسي عشريًا بحروف صغيرة
model-scorecard_twice_listed = ورد الموتّر { $name } مرتين في بطاقة النموذج؛ صدّر النموذج مجددًا
model-scorecard_uncountable = يتجاوز حجم موتّرات بطاقة النموذج حتى { $name } الحد القابل للتمثيل؛ صدّر النموذج مجددًا
model-scorecard_sizes_differ = تشغل موتّرات بطاقة النموذج { $tensors } بايت، لكن حجم أجزائها { $shards }؛ صدّر النموذج مجددًا
model-scorecard_other_features = المسافة في بطاقة النموذج محسوبة بين { $found } من السمات، وللشبكة { $expected }؛ صدّر النموذج مجددًا
model-scorecard_golden = قيمة الحقل { $field } من golden في بطاقة النموذج ليست عددًا منتهيًا؛ صدّر النموذج مجددًا
model-scorecard_golden_positive = قيمة الحقل { $field } من golden في بطاقة النموذج ليست عددًا منتهيًا أكبر من الصفر؛ صدّر النموذج مجددًا

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = يجب أن يحتوي answer_sets على مدخل واحد لكل مستوى من 0.8 إلى 0.99، بالترتيب
model-sets_not_a_score = إحدى عتبات answer_sets للفئة { $class } خارج المجال من 0 إلى 1
model-sets_falling = عتبات answer_sets للفئة { $class } تنخفض مع ارتفاع المستوى
model-sets_invalid_level = المستوى { $level } غير صالح؛ المتوقع نسبة مئوية صحيحة من 0.80 إلى 0.99، مثل 0.9
model-points_not_a_probability = عتبة نقطة التشغيل للفئة { $class } ({ $purpose }) خارج المجال من 0 إلى 1
model-points_twice = توجد نقطتا تشغيل للفئة { $class } ({ $purpose })
model-calibration_temperature = معلمة الحرارة { $temperature } ليست عددًا موجبًا
model-calibration_parameters = معلمات المعايرة { $method } ليست معلمات طريقتها بالضبط: temperature (للطريقة temperature)، أو scale وbias (للطريقة vector-scaling)، أو weights وbias (للطريقة dirichlet)
model-calibration_parameter = إحدى معلمات المعايرة ليست عددًا منتهيًا
model-gate_not_base64 = أوزان فحص المدخلات (gate) ليست بترميز Base64
model-gate_wrong_length = عدد أوزان فحص المدخلات (gate) { $found } بدل { $expected }
model-gate_not_finite = أحد أعداد فحص المدخلات (gate) غير منتهٍ
model-distance_direction = أحد اتجاهات distance ليس ترميز Base64 لأعداد غير الصفر
model-distance_groups = مجموعات distance مفقودة، أو تختلف أطوال اتجاهاتها
model-distance_percentiles = يجب أن يحتوي distance على { $count } من المئينات، منتهية ومرتبة تصاعديًا
model-distance_rule = قيمة distance.far.percentile هي { $percentile }؛ يجب أن تكون من 1 إلى { $highest }
model-scorecard_place = { $problem } في السطر { $line }، العمود { $column }

## Errors of the engine and of the browser.

model-engine_output = خرج الشبكة ليس عددًا منتهيًا
model-engine_not_finite = أعادت الشبكة قيمة غير منتهية
model-engine_wrong_count = عدد القيم التي أعادتها الشبكة { $values }، وهو أقل من قيمة لكل فئة
model-engine_not_read_back = تعذّرت قراءة النتيجة: { $why }
model-engine_no_weights = أوزان التفسير مفقودة: { $why }
model-engine_weights_not_kept = لم يُحتفظ بها
model-engine_busy = المحرك مشغول أو غير جاهز
model-engine_no_file = لا يتضمن الطلب ملفًا
model-engine_no_pixels = بكسلات الصورة مفقودة
model-engine_no_copies = صور النسخ مفقودة
model-browser_no_adapter = لا يتوفر محوّل GPU في المتصفح
model-browser_lacks = لا يتوفر في المتصفح { $thing }
model-browser_device_lost = فُقد الجهاز
model-browser_message = رسالة غير متوقعة

## A visitor's own films, and reading blind.

model-own_busy = صورة قيد التصنيف: حاول مجددًا بعد لحظات.
model-own_all_refused = رُفضت جميع الصور ذات التسميات، فليس هناك ما يُقيَّم.
model-own_too_few = عدد الصور أقل مما يلزم لمعايرة النموذج وفقها: لاستبعاد فئة عند المستوى { $level }% تحتاج مجموعات الإجابة إلى ما لا يقل عن { $least ->
    [one] صورة واحدة
    [two] صورتين
    [few] { $least } صور
   *[other] { $least } صورة
} من كل فئة، على ألا تكون بعيدة عن صور التدريب، والمتوفر من الفئة { $class }: { $fewest }.
model-own_no_calibration = تعذّر ضبط المعايرة: تلزم صور مريضين على الأقل
model-own_no_sets = تعذّر ضبط مجموعات الإجابة: { $why }
model-own_no_points = تعذّر ضبط نقاط التشغيل: { $why }
model-labels_none = لا توجد تسمية لأي صورة: أفلت مجلدًا فيه المجلدات COVID-19 وnormal وpneumonia، أو الصور مع جدول (CSV) فيه العمودان file وlabel.
model-labels_no_table = لم يُستخدم الجدول { $name }: { $why }.
model-labels_no_columns = لا يذكر صفه الأول العمودين file وlabel
model-labels_contradicting_folder = استُبعدت صورة واحدة: هي في مجلدات فئات مختلفة.
model-labels_contradicting_folders = { $films ->
    [one] استُبعدت صورة واحدة: هي في مجلدات فئات مختلفة.
    [two] استُبعدت صورتان: هما في مجلدات فئات مختلفة.
    [few] استُبعدت { $films } صور: هي في مجلدات فئات مختلفة.
   *[other] استُبعدت { $films } صورة: هي في مجلدات فئات مختلفة.
}
model-labels_ambiguous_film = استُبعدت صورة واحدة: يذكرها صف ينطبق على عدة صور؛ اكتب المسارات في الجدول.
model-labels_ambiguous_films = { $films ->
    [one] استُبعدت صورة واحدة: يذكرها صف ينطبق على عدة صور؛ اكتب المسارات في الجدول.
    [two] استُبعدت صورتان: يذكرهما صف ينطبق على عدة صور؛ اكتب المسارات في الجدول.
    [few] استُبعدت { $films } صور: يذكرها صف ينطبق على عدة صور؛ اكتب المسارات في الجدول.
   *[other] استُبعدت { $films } صورة: يذكرها صف ينطبق على عدة صور؛ اكتب المسارات في الجدول.
}
model-labels_unmatched = { $rows ->
    [one] صف واحد من الجدول لا يذكر أي صورة من القائمة.
    [two] صفان من الجدول لا يذكران أي صورة من القائمة.
    [few] { $rows } صفوف من الجدول لا تذكر أي صورة من القائمة.
    [many] { $rows } صفًّا من الجدول لا يذكر أي صورة من القائمة.
   *[other] { $rows } صف من الجدول لا يذكر أي صورة من القائمة.
}
model-labels_unknown = { $rows ->
    [one] صف واحد من الجدول تسميته ليست COVID-19 ولا normal ولا pneumonia، مثل { $label }.
    [two] صفان من الجدول تسميتهما ليست COVID-19 ولا normal ولا pneumonia، مثل { $label }.
    [few] { $rows } صفوف من الجدول تسميتها ليست COVID-19 ولا normal ولا pneumonia، مثل { $label }.
    [many] { $rows } صفًّا من الجدول تسميتها ليست COVID-19 ولا normal ولا pneumonia، مثل { $label }.
   *[other] { $rows } صف من الجدول تسميتها ليست COVID-19 ولا normal ولا pneumonia، مثل { $label }.
}
model-labels_contradicting_rows = { $files ->
    [one] استُبعد ملف واحد من الجدول لأن له تسميتين.
    [two] استُبعد ملفان من الجدول لأن لكل منهما تسميتين.
    [few] استُبعدت { $files } ملفات من الجدول لأن لكل منها تسميتين.
    [many] استُبعد { $files } ملفًا من الجدول لأن لكل منها تسميتين.
   *[other] استُبعد { $files } ملف من الجدول لأن لكل منها تسميتين.
}
model-readers_none = لا توجد بعدُ صورة أجبت عنها أنت وأجاب عنها النموذج معًا.
model-readers_no_label = لا تسمية لأي من الصور التي أجبت عنها.
model-readers_no_film = لم يقرأ الاثنان أي صورة مشتركة
model-readers_one_class = اختار القارئان فئة واحدة بعينها لجميع الصور
