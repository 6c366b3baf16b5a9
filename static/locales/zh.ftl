# The text of the page in Chinese (Simplified).

## The page

page-no_embedding = 未启用嵌入：本页所在的服务器未列出任何可嵌入本页对胸片进行分类的网站。请参阅 `cargo xtask dist --embed`。
page-name = Pneumoscope
page-tagline = 在浏览器中完成胸片分类
page-drop_title = 将胸片拖到此处
page-drop_next = 继续拖入胸片
page-choose_folder = 选择文件夹
page-take_photo = 拍照
page-drop_or = 也可粘贴，或
page-choose = 选择文件
page-containers = 自动查找文件夹和 ZIP 文件中的胸片
page-privacy = 胸片仅在此浏览器中处理，不会上传或存储。
page-cached = 本页及其模型已缓存，可离线使用，直至清除本站数据。
page-disclaimer = 研究工具，非医疗器械。
page-disclaimer_long = Pneumoscope 仅供研究和教学使用。请勿用于诊断、治疗或任何涉及患者的决策。
page-result = 模型预测
page-nothing_yet = COVID-19、正常和肺炎的概率将显示在此处。
page-waiting_for_engine = 模型就绪后即对该胸片进行分类。
page-waiting_for_turn = 该胸片正在排队。
page-preparing = 正在处理文件
page-inferring = 正在对胸片分类
page-film_waits = 等待中
page-film_runs = 处理中
page-film_failed = 失败
page-refused = 不予分类
page-not_read = 无法对该文件进行分类
page-burned_in = 文件头注明该影像中烧录有文字。文字可能包含患者姓名，也可能影响了预测结果。
page-no_engine = 模型不可用
page-retry = 重试
page-model = 关于此模型
page-limits = 已知局限
page-model_loading = 正在加载模型卡。
page-model_name = 网络
page-model_input = 输入
page-model_size = 大小
page-model_test = 准确率（相同来源）
page-model_external = 准确率（其他来源）
page-model_date = 导出日期
page-model_licence = 许可证
page-not_tested = 未测试
page-requests = 模型加载后的网络请求数：
page-download_label = 模型下载进度
page-reading_label = 分类进度
page-read_frames = 对 { $frames } 帧图像逐一分类
page-thumbnail = { $name } 的缩略图
page-input = { $side } × { $side } 像素，灰度
page-waiting = { $films ->
   *[other] 还有 { $films } 张胸片等待处理
}
page-class_covid19 = COVID-19
page-class_normal = 正常
page-class_pneumonia = 肺炎
page-list_pair = { $left }、{ $right }
page-alternative_pair = { $left } 或 { $right }
page-sentence_pair = { $left }{ $right }
page-percentage = { $number }%
page-less_than = < { $number }%
page-more_than = > { $number }%
page-farther = 与训练集胸片的距离大于 { $percentile }% 的验证集胸片；最接近的来源：{ $sources }。
page-confidence = 95% CI { $low }%～{ $high }，{ $films } 张胸片
page-megabyte_count = { $number } MB
page-part_of = { $received } / { $total }
page-format_list = DICOM、PNG、JPEG、JPEG 2000、TIFF、WebP、BMP 或 GIF，每个文件不超过 { $mebibytes } MiB
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } 像素
page-turned_right = 顺时针旋转 90°
page-turned_over = 旋转 180°
page-turned_left = 逆时针旋转 90°
page-inverted = 反相
page-cropped = 裁剪
page-turn_upright = 转为正立
page-invert = 反相
page-crop = 仅用框内部分
page-undo_change = 撤销：{ $change }
page-million_parameters = { $number } M 参数
page-class_with_probability = { $class } { $probability }
page-undecided_none = 无法判定：不符合任何类别
page-undecided_between = 无法判定：{ $classes }
page-announced = { $name }：{ $outcome }。{ $sentences }
page-full_sentence = { $text }。

## The language

language-label = 语言
language-not_loaded = 无法加载“{ $name }”的界面文字。请检查网络连接后重新选择。

## The theme

theme-label = 主题
theme-system = 跟随系统
theme-light = 浅色
theme-dark = 深色
theme-contrast = 高对比度

## The tour

tour-offer = 查看导览（共四步）
tour-start = 导览
tour-place = 第 { $number } 步，共 { $steps } 步
tour-next = 下一步
tour-back = 上一步
tour-skip = 跳过导览
tour-done = 完成
tour-films_title = 添加胸片
tour-films = 将正位胸片拖到此处：单张、多张、文件夹或 ZIP 文件均可，格式可为 DICOM 或普通图像，也可直接粘贴。胸片不会离开此浏览器。手头没有胸片时，可使用示例。
tour-answer_title = 查看结果
tour-answer = 此处显示类别及其概率，以及该胸片与模型训练所用胸片的差异程度。模型无法区分类别时会直接说明，不作猜测；方向不正的胸片和其他图像不予分类。
tour-why_title = 深入查看
tour-why = 可对胸片调窗、缩放、测量和对比；按 ? 键查看全部快捷键。在结果下方可查看网络关注区域，或检查模型是否依赖捷径特征。热图显示的是影响模型数值的部位，而非病灶所在。
tour-trust_title = 核查模型与本页
tour-trust = “模型”页按类别和来源列出模型的准确率；“隐私”页说明如何验证数据不会离开此浏览器；“设备自检”页检查本设备的计算是否正确。本工具仅供研究，并非医疗器械。

## The engine

engine-starting = 正在启动引擎
engine-loading = 正在加载模型
engine-failed = 引擎不可用
engine-checking_gpu = 正在校验 GPU 计算结果
engine-checking_cpu = 正在校验 CPU 计算结果
engine-gpu = GPU（WebGPU）
engine-cpu = CPU
engine-ready_on = 已就绪：{ $engine }
engine-ready_on_gpu = 已就绪：GPU（{ $adapter }）
engine-requested = 本页网址指定使用 CPU
engine-no_webgpu = 此浏览器不支持 WebGPU
engine-no_adapter = WebGPU 未找到 GPU
engine-software = WebGPU 仅提供软件适配器
engine-software_named = WebGPU 仅提供软件适配器：{ $adapter }
engine-not_started = 无法启动 GPU（{ $message }）
engine-wrong = GPU 计算结果有误：{ $deviation }
engine-lost = GPU 已停止工作（{ $message }）
engine-off_by = 最大差值 { $difference }，容差 { $tolerance }
engine-took_in_all = 总用时 { $total }，{ $engine }：解码 { $decoding }，预处理 { $preprocessing }，网络 { $network }

## Failures

failure-no_content = 本页部分内容无法加载。请检查网络连接后重试；原因见浏览器控制台。
failure-silent = { $seconds } 秒内没有响应
failure-several_frames = 该文件包含 { $frames } 帧图像。请将胸片另存为单独的文件。
failure-unreadable = 浏览器无法读取该文件。文件可能已被移动，或文件名无效：请重命名后重新选择。
failure-cancelled = 尚未处理即已取消。可用列表上方的按钮对已取消的胸片进行分类。
failure-not_at_hand = 已保存的列表中没有此模型对该胸片的结果，而胸片本身不予保存：请重新打开或拖入。
failure-model_missing = 服务器无法提供 { $file }（状态码 { $status }）。模型文件须与本页置于同一服务器。
failure-model_unreachable = 无法下载 { $file }。请检查网络连接后重试。
failure-model_refused = 模型未被接受：{ $reason }。请重试以下载新副本。
failure-gpu_refused = 本页网址指定使用 WebGPU，但无法使用：{ $reason }。删除 ?engine=webgpu 即可改用 CPU。
failure-cpu_wrong = 此处理器或浏览器的计算结果有误：{ $deviation }。请更新浏览器或改用其他浏览器。
failure-engine_failed = 引擎出错：{ $error }
failure-crashed = 引擎在处理该胸片时崩溃，现已重新启动。{ $error }
failure-crashed_repeatedly = 引擎连续崩溃两次，未再重新启动。{ $error }
failure-no_worker = 无法在此浏览器中启动引擎。{ $error }
failure-nothing_reported = 没有错误信息。
failure-out_of_memory = 内存不足：请关闭其他标签页和程序后重试，或将胸片另存为像素较少的图像。
failure-reported_last = 最后一条错误：{ $error }

## Files that were dropped, pasted or chosen

intake-searching = 正在查找胸片。
intake-files_left_out = { $files ->
   *[other] 已略过 { $files } 个文件：{ $kinds }。
}
intake-hidden = { $files } 个隐藏文件
intake-of_system = { $files } 个系统文件
intake-directories = { $files ->
   *[other] { $files } 个 DICOMDIR
}
intake-programs = { $files ->
   *[other] { $files } 个程序
}
intake-documents = { $files ->
   *[other] { $files } 个文本或文档
}
intake-archives = { $files ->
   *[other] { $files } 个其他压缩包
}
intake-without_picture = { $files } 个不含图像的文件
intake-link = 这是链接，不是文件。请将图像保存到磁盘，再拖入保存的文件。
intake-text = 这是文本，不是文件。请拖入胸片文件、文件夹或 ZIP 文件。
intake-nothing_to_paste = 剪贴板中没有图像或文件。请复制后再粘贴。
intake-empty_folder = 文件夹“{ $name }”为空。
intake-unreadable_folder = 浏览器无法读取文件夹“{ $path }”。请直接选择其中的胸片。
intake-table = 无法将表格“{ $name }”读取为不超过 16 MiB 的文本。请另存为 UTF-8 编码的 CSV。
intake-model_incomplete = 仅有模型卡不构成模型。请拖入包含 model.json 及其权重的文件夹或 ZIP 文件。
intake-no_films = 这些文件中没有胸片。请选择含有 DICOM 或图像文件的文件夹。
intake-too_many_files = 文件超过 { $limit } 个，其余文件未查找。请拖入较小的文件夹。
intake-too_many_films = 胸片超过 { $limit } 张，其余胸片未读取。请分批拖入。

## The example film

example-offer = 手头没有胸片？
example-show = 查看示例
example-credit = 示例：COVID-19 Image Repository，汉诺威医学院（Winther 等），CC BY 3.0，已缩小尺寸。

## The choice of the model

model_choice-label = 模型
model_choice-saves_data = 浏览器已开启省流量模式，因此使用轻量模型。
model_choice-slow = 当前网络较慢。轻量模型可更快就绪，但准确率较低。
model_choice-keep = 保存在此浏览器中
model_choice-forget = 从此浏览器中移除
model_choice-own_model = 正在使用您的模型，而非本站模型：各项指标取自其自带的模型卡。
model_choice-not_kept = 离开本页后，您的模型将不再保留。
model_choice-storing = 正在保存您的模型。
model_choice-kept = 您的模型已保存在此浏览器中。
model_choice-refused = 此浏览器不保存您的模型；离开本页后将不再保留。
model_choice-full = 完整
model_choice-light = 轻量
model_choice-yours = 自有
model_choice-named = { $model }：{ $name }
model_choice-use_light_model = 使用轻量模型
model_choice-with_size = { $model }，{ $size }

## How answers are read

options-heading = 结果解读方式
options-level_label = 预测集的置信水平
options-purpose_label = 工作点
options-disease = 目标疾病
options-prevalence_label = 患者所在人群的患病率
options-called = 达到阈值
options-no_point = 该模型没有针对“{ $class }”的工作点。
options-with_interval = { $value }（{ $low }～{ $high }）
options-level_percent = { $percent }%
options-purpose_screening = 筛查
options-purpose_balanced = 均衡
options-purpose_confirming = 确认
options-promise_at = 预测集中仅剩一个类别时，模型才给出判定。只要胸片与校准所用的胸片相似，各类别均有 { $level } 的胸片，其预测集包含正确类别。
options-answered_rightly = 置信水平为 { $level } 时，测试集中 { $answered } 的胸片获得判定，判定正确率为 { $right }。
options-answered_only = 置信水平为 { $level } 时，测试集中 { $answered } 的胸片获得判定。
options-elsewhere_measured = 预测集的置信水平为 { $level }，但不保证适用于其他医院：在其他医院的胸片上，预测集包含正确类别的比例为 { $coverage }。
options-elsewhere_measured_at = 预测集的置信水平为 { $level }，但不保证适用于其他医院：在其他医院的胸片上，预测集包含正确类别的比例为 { $coverage }（在 { $measured } 水平下测得）。
options-elsewhere_not_measured = 预测集的置信水平为 { $level }，但不保证适用于其他医院，且尚未在其他医院测量。
options-own_promise_at = 预测集的置信水平为 { $level }：适用于与您的校准胸片相似的胸片，不适用于其他医院。
options-prevalence_of = 每 1000 人中 { $people } 人为“{ $class }”

## The user's own films

own_films-heading = 用自有胸片评估模型
own_films-how = 请拖入一个文件夹，其中包含名为 COVID-19、normal 和 pneumonia 的子文件夹；或将胸片与含有 file 和 label 两列的表格（CSV）一并拖入。不会上传任何内容。
own_films-waiting = 全部胸片分类完成后即可评估。
own_films-running = 正在计算各项指标
own_films-interrupted = 引擎在指标计算完成前停止。请重新评估。
own_films-own = 自有胸片
own_films-test = 测试集胸片
own_films-external = 其他医院
own_films-films = 胸片数
own_films-accuracy = 准确率
own_films-ece = 校准误差（ECE）
own_films-refused = 未通过输入检查
own_films-none = 未测量
own_films-confusion = 自有胸片：标签（行）与概率最高的类别（列）
own_films-recalibrate = 针对这些胸片校准
own_films-recalibrate_what = 根据您的胸片拟合校准、预测集和工作点。仅将所得数值保存在此浏览器中，直至您将其移除。
own_films-remove = 恢复模型自带的校准
own_films-export = 保存为 model.json
own_films-not_kept = 此浏览器不保存任何数据，关闭本页后校准将丢失。请保存为 model.json。
own_films-judge = { $films ->
   *[other] 用列表中的 { $films } 张胸片评估
}
own_films-table = 标签取自 { $name }。
own_films-calibrated_on = 已根据您的 { $films } 张胸片校准，{ $date }。
own_films-coverage_at = 置信水平 { $level } 时预测集含正确类别
own_films-coverage_label = 预测集含正确类别
own_films-films_of = { $class } { $films } 张
own_films-verdict_worse = 在您的胸片上，模型的准确率为 { $accuracy }，显著低于测试集（{ $p }）。对此类胸片请勿依赖该模型。
own_films-verdict_not_worse = 在您的胸片上，模型的准确率为 { $accuracy }，未显著低于测试集。
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = 针对您的胸片校准后，校准误差将由 { $before } 变为 { $after }（预测每张胸片时均排除同一患者的数据）。

## The list of films

worklist-heading = 胸片
worklist-search = 按名称搜索
worklist-filter_label = 显示
worklist-order_label = 排序
worklist-pause = 暂停
worklist-resume = 继续
worklist-clear = 清空列表
worklist-undo_clear = 撤销
worklist-export_csv = 保存为 CSV
worklist-export_json = 保存为 JSON
worklist-export = 保存所列内容
worklist-nothing_listed = 没有符合搜索和筛选条件的胸片。
worklist-paused = 已暂停
worklist-no_pace = 正在估算剩余时间
worklist-progress = 已分类的胸片
worklist-doubt_means = 不确定度：预测集中类别较多的胸片排在前面（空集视同包含全部类别）；类别数相同时，概率分布较均匀（熵较高）者在前。
worklist-hidden = 请先阅片
worklist-cancelled = 已取消
worklist-not_at_hand = 请重新打开或拖入
worklist-formula = 部分文件名以公式符号（=、+、- 或 @）开头。为便于程序查找胸片，这些名称按原样保存；导入时请将“file”列设为文本。
worklist-not_saved = 浏览器未能保存文件。
worklist-keep = 在此浏览器中保存列表
worklist-keep_what = 刷新页面后，名称、结果、标记和您的阅片结果仍会保留；取消勾选即删除。胸片本身不予保存；Chrome 和 Edge 会记住拖入胸片的位置，经您许可后可重新打开。
worklist-not_kept = 此浏览器不允许本页保存列表。
worklist-reopen = 重新打开胸片
worklist-drop_again = 重新拖入胸片或其文件夹即可查看影像：系统按名称、大小和内容匹配胸片。
worklist-done = 已完成 { $done } / { $all } 张，
worklist-cancel = { $waiting ->
   *[other] 取消等待中的 { $waiting } 张
}
worklist-continue_cancelled = { $cancelled ->
   *[other] 对已取消的 { $cancelled } 张胸片进行分类
}
worklist-cleared = { $films ->
   *[other] 已从列表中移除 { $films } 张胸片。
}
worklist-flag = 标记“{ $name }”
worklist-with_reader = { $note }；您：{ $class }
worklist-without_file = { $films ->
   *[other] 已保存的列表中有 { $films } 张胸片未打开。
}
worklist-key_next = 下一张胸片
worklist-key_previous = 上一张胸片
worklist-key_flag = 标记胸片或取消标记
worklist-key_search = 搜索列表
worklist-key_class = 盲法阅片：COVID-19、正常、肺炎
worklist-key_sureness = 盲法阅片：猜测、不太确定、确定
worklist-order_arrival = 拖入顺序
worklist-order_name = 名称
worklist-order_shuffled = 随机
worklist-order_prediction = 预测
worklist-order_probability = “{ $class }”的概率
worklist-order_doubt = 不确定度（从高到低）
worklist-filter_all = 全部胸片
worklist-filter_unfinished = 未完成
worklist-filter_answered = 已判定
worklist-filter_undecided = 无法判定
worklist-filter_refused = 不予分类
worklist-filter_failed = 失败
worklist-filter_flagged = 已标记
worklist-filter_unread = 您尚未阅片
worklist-count_all = { $films ->
   *[other] { $films } 张胸片
}
worklist-count_some = { $listed } / { $all } 张胸片
worklist-seconds_left_few = 剩余不到 10 秒
worklist-seconds_left = 剩余约 { $seconds } 秒
worklist-minutes_left = 剩余约 { $minutes } 分钟
worklist-hours_left = 剩余约 { $hours } 小时 { $minutes } 分钟
worklist-left_out_films = { $films ->
   *[other] 未包含 { $films } 张胸片：尚未完成分类，或您尚未阅片。
}
worklist-unnamed_film = 胸片 { $number }

## Reading blind

readers-switch = 盲法阅片：在您作出判断之前隐藏模型结果
readers-ask = 您的判断是什么？
readers-ask_how = 请先选择类别，再选择把握程度。随后显示模型结果，您的判断不可再更改。
readers-class = 类别
readers-how_sure = 您有多大把握？
readers-heading = 您与模型
readers-how = 针对您盲法阅片的胸片，比较您与模型的一致程度；若文件夹或表格注明了类别，还会比较双方的准确率。模型结果取概率最高的类别，即使模型无法判定。
readers-compare = 比较
readers-save = 将阅片结果保存为 CSV
readers-agreement_label = 一致率
readers-kappa_label = Cohen's kappa
readers-kappa_means = Kappa 表示排除偶然因素后的一致性：0 相当于偶然一致，1 为完全一致。括号内为 95% 置信区间。
readers-confusion = 行：您的类别。列：模型的类别。
readers-you = 您
readers-model = 模型
readers-accuracy = 准确率
readers-none = –
readers-read = { $films ->
   *[other] 您已阅片 { $films } 张。
}
readers-known = { $films ->
   *[other] 在类别已知的 { $films } 张胸片中：
}
readers-button_guess = 猜测
readers-button_unsure = 不太确定
readers-button_sure = 确定
readers-guess = 猜测
readers-unsure = 不太确定
readers-sure = 确定
readers-agreement_on = { $films ->
   *[other] { $agreement }，共 { $films } 张胸片
}
readers-no_kappa = 无法计算：{ $reason }
readers-sensitivity_of = 敏感度（{ $class }）
readers-specificity_of = 特异度（{ $class }）
readers-called_so = { $class }（{ $sureness }）
readers-said_so = 您的判断：{ $called }。

## The viewer

viewer-viewer = 影像查看器
viewer-toolbar = 影像查看工具
viewer-window_label = 窗宽/窗位
viewer-window_custom = 手动设置
viewer-invert = 反相
viewer-flip_across = 水平翻转
viewer-flip_down = 垂直翻转
viewer-turn_left = 向左旋转
viewer-turn_right = 向右旋转
viewer-zoom_out = 缩小
viewer-zoom_in = 放大
viewer-fit = 适应窗口
viewer-reset = 重置
viewer-network = 显示网络所见图像
viewer-smooth = 放大时平滑像素
viewer-full_screen = 全屏
viewer-help = 键盘与鼠标
viewer-close = 关闭
viewer-compare = 对比胸片
viewer-compare_none = 不对比
viewer-link = 两张胸片同步缩放和平移
viewer-decoding = 正在按完整位深解码胸片。
viewer-preparing = 正在准备网络所见图像。
viewer-no_picture = 无法按完整位深显示该胸片
viewer-retry = 重试
viewer-not_drawn = 此浏览器无法绘制该胸片，现显示小预览图。
viewer-lengths = 长度
viewer-no_spacing = 文件未注明像素间距。
viewer-keys = 键盘
viewer-mouse = 鼠标
viewer-touch = 触控
viewer-keys_everywhere = 页面没有焦点时快捷键同样有效。关闭此项后，需先单击胸片。
viewer-list_keys = 列表快捷键
viewer-with_key = { $label }（{ $key }）
viewer-picture = { $name }，{ $caption }。按问号键查看快捷键。
viewer-size = { $width } × { $height } px
viewer-network_size = 网络所见 { $side } × { $side } px
viewer-remove_length = 移除 { $length }
viewer-key_invert = 反相
viewer-key_flip_across = 水平翻转
viewer-key_flip_down = 垂直翻转
viewer-key_turn_right = 向右旋转
viewer-key_turn_left = 向左旋转
viewer-key_zoom_in = 放大
viewer-key_zoom_out = 缩小
viewer-key_fit = 适应窗口
viewer-key_reset = 重置
viewer-key_first_window = 文件头预设窗，若无则为实际灰度范围
viewer-key_dark = 暗部窗：肺野
viewer-key_bright = 亮部窗：纵隔和骨骼
viewer-key_in_use = 实际灰度范围窗
viewer-key_full = 全范围窗
viewer-key_tools = 工具：调窗、平移、缩放、测量、放大镜
viewer-key_move = 移动视野
viewer-key_window = 调窗：窗宽和窗位
viewer-key_length = 在画面中心开始或结束长度测量
viewer-key_delete = 移除最后一次长度测量
viewer-key_network = 网络所见图像
viewer-key_smooth = 放大时平滑像素
viewer-key_full_screen = 全屏
viewer-key_help = 本说明
viewer-drag_first = 调整窗宽和窗位，或使用当前工具
viewer-drag_middle = 平移
viewer-drag_right = 缩放
viewer-wheel = 缩放；全屏时无需按 Ctrl
viewer-two_fingers = 缩放和平移
viewer-tool_window = 窗宽和窗位
viewer-tool_pan = 平移
viewer-tool_zoom = 缩放
viewer-tool_measure = 测量长度
viewer-tool_magnify = 放大镜
viewer-preset_header = 文件预设
viewer-preset_header_numbered = 文件预设窗 { $number }
viewer-preset_in_use = 实际灰度范围
viewer-preset_dark = 暗部（肺野）
viewer-preset_bright = 亮部（纵隔、骨骼）
viewer-preset_full = 全范围
viewer-center_and_width = 窗位 { $center }，窗宽 { $width }
viewer-of_full_size = 原始尺寸的 { $percent }
viewer-value_at = { $value }，位于 { $column }, { $row }
viewer-unit_stored = 存储值
viewer-unit_rescaled = 重缩放值
viewer-unit_grey = 16 位灰度值，按实际灰度范围拉伸
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance }（已校准）
viewer-spacing_stated = { $distance }（文件所载）
viewer-spacing_detector = { $distance }（探测器平面）
viewer-spacing_scanned = { $distance }（扫描胶片）
viewer-note_calibrated = 据文件所载，已按患者体内尺寸校准。
viewer-note_stated = 按文件所载像素间距计算；文件未注明是否已校正放大率。
viewer-note_detector = 在探测器平面测得：患者体内结构的实际尺寸更小。
viewer-note_scanned = 在扫描胶片上测得：患者体内结构的实际尺寸更小。
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = 左键拖动
viewer-middle_drag = 中键拖动
viewer-right_drag = 右键拖动
viewer-ctrl_wheel = Ctrl + 滚轮
viewer-one_finger = 单指
viewer-with_two_fingers = 双指
viewer-space_key = 空格键
viewer-arrow_keys = 方向键
viewer-shift_arrows = Shift + 方向键
viewer-enter_key = Enter
viewer-delete_key = Delete

## Where the network looked

explain-show = 显示网络关注区域
explain-heading = 网络关注区域
explain-hide = 移除热图
explain-working = 正在计算热图
explain-failed = 无法解释该结果
explain-class = 支持的类别
explain-map = 热图
explain-opacity = 不透明度
explain-contour = 色标半值等值线
explain-occlude = 逐块遮挡胸片
explain-cancel = 取消
explain-occluding = 已遮挡的部分
explain-note = 此类热图显示胸片的哪些部位影响了网络的数值，并不表示病灶所在；热图看似合理，也不代表结果正确。
explain-nothing = 在此热图中，胸片没有任何部位支持“{ $class }”。
explain-kind_finer = 类激活图（较精细）
explain-kind_last = 类激活图（末层特征图）
explain-kind_occlusion = 遮挡
explain-meaning_activation = 颜色：{ $side } × { $side } 网格中每一格对“{ $class }”校准前评分（logit）的贡献。不支持该类别的部位不着色。所有类别共用同一色标。
explain-meaning_occlusion = 颜色：用灰块遮挡该处时，“{ $class }”的概率下降多少个百分点。所有类别共用同一色标。
explain-occlusion = 用边长为影像八分之一的灰块逐处遮挡胸片，由网络对 { $count } 个副本逐一分类。其他胸片优先处理。
explain-progress_of = { $done } / { $count }
explain-strongest_at = 对“{ $class }”支持最强的部位在{ $place }：{ $value }（色标最大值 { $maximum }）。
explain-place_upper_left = 左上方
explain-place_lower_left = 左下方
explain-place_left = 左侧
explain-place_upper_right = 右上方
explain-place_lower_right = 右下方
explain-place_right = 右侧
explain-place_top = 上方
explain-place_bottom = 下方
explain-place_middle = 中央

## The check for shortcuts

lens-check = 检查捷径
lens-heading = 捷径检查
lens-working = 正在对改动后的副本分类
lens-failed = 无法对副本分类
lens-note = 肺野以统一的椭圆遮盖，并非按实际轮廓；字符在检出处遮盖。通过检查的结果仍可能有误。
lens-lungs_hidden = 遮盖肺野
lens-border_hidden = 遮盖边缘
lens-letters_hidden = 遮盖字符
lens-mirrored = 左右镜像
lens-reencoded = 以质量 50 重新编码为 JPEG
lens-turned = 旋转 5 度
lens-cropped = 裁剪至十分之九
lens-border_only = 仅保留边缘
lens-jpeg = JPEG，质量 50
lens-no_letters = 未检出字符
lens-stays = 不变：{ $result }
lens-changes = 改变：{ $result }
lens-answer_sound = 遮盖肺野后结果改变，其他改动后结果不变，符合预期。
lens-class_sound = 遮盖肺野后，概率最高的类别“{ $class }”改变，其他改动后不变，符合预期。
lens-answer_without_lungs = 遮盖肺野后结果不变：请勿采信。
lens-class_without_lungs = 遮盖肺野后，概率最高的类别“{ $class }”不变：请勿采信。
lens-answer_moved = 肺野可见，结果却发生改变（{ $changes }）：请勿依赖该结果。
lens-class_moved = 肺野可见，概率最高的类别“{ $class }”却发生改变（{ $changes }）：请勿依赖该结果。
lens-also_moved = 此外，肺野可见时结果也会改变（{ $changes }）。
lens-share_without_lungs = 测试集中预测为“{ $class }”的胸片，有 { $share } 在遮盖肺野后预测不变。

## The report

report-open = 报告
report-title = 胸片，模型预测
report-print = 打印或保存为 PDF
report-save_png = 保存为 PNG
report-close = 关闭
report-not_saved = 浏览器未能保存图像。
report-reference = 姓名或编号（可选，不会存储）
report-film = 胸片
report-film_with_map = 胸片及叠加显示的热图。热图显示的是影响模型数值的部位，而非病灶所在。
report-answer = 结果
report-probabilities = 校准后的概率
report-cautions = 注意事项
report-no_cautions = 除模型自身局限外，该胸片无其他注意事项。
report-model = 模型
report-provenance = 溯源信息
report-set_label = 不能排除
report-no_class = 不符合任何类别
report-set_worth = 预测集的可靠程度
report-reader = 阅片者（查看模型结果前）
report-network = 网络
report-accuracy_test = 准确率（相同来源）
report-accuracy_external = 准确率（其他来源）
report-ece_test = 校准误差（ECE，相同来源）
report-ece_external = 校准误差（ECE，其他来源）
report-calibration = 校准
report-film_hash = 胸片文件的 SHA-256
report-not_known = 未知
report-film_size = 胸片
report-weights_hash = 权重的 SHA-256（对各分片哈希值计算）
report-scorecard_hash = 模型卡的 SHA-256
report-engine = 计算设备
report-time = 报告时间
report-software = 软件
report-doubt_label = 不确定度（熵，占最大值的百分比）
report-reference_line = 编号：{ $reference }
report-set_at_level = { $classes }，置信水平 { $level }
report-estimate_and_films = { $estimate }，{ $films } 张胸片

## The other pages

pages-navigation = 页面
pages-name_films = 胸片
pages-name_model = 模型
pages-name_privacy = 隐私
pages-name_diagnosis = 设备自检
pages-not_defined = 无法计算
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = 结果
model_page-split_label = 数据集
model_page-intervals = 所有指标均附 95% 置信区间：比例采用 Wilson 法，其余以患者为单位采用自助法（bootstrap）。未依据测试集或其他来源的胸片作任何选择。
model_page-confusion = 混淆矩阵
model_page-confusion_note = 行对应标签，列对应预测；比例按行计算。
model_page-label = 标签
model_page-roc = 受试者工作特征曲线（ROC）
model_page-false_positives = 1 − 特异度
model_page-sensitivity = 敏感度
model_page-reliability = 可靠性图
model_page-confidence = 预测概率
model_page-accuracy = 准确率
model_page-reliability_note = 落在对角线上，表示预测的正确率与其概率相符。
model_page-classes = 按类别
model_page-sources = 按来源
model_page-sources_note = 若模型识别的是数据集特征而非疾病，则会在某一来源上表现良好，换一来源便明显变差。
model_page-no_plot = 此模型卡没有该图所需的数据点。
model_page-data = 胸片
model_page-hashes = 哈希值（SHA-256）
model_page-weights = 权重
model_page-list = 胸片清单
model_page-plot = { $heading }：{ $figures }
model_page-dot = { $films } 张胸片，{ $accuracy }
model_page-column_class = 类别
model_page-column_films = 胸片数
model_page-column_sensitivity = 敏感度
model_page-column_specificity = 特异度
model_page-column_ppv = 阳性预测值
model_page-column_npv = 阴性预测值
model_page-column_source = 来源
model_page-column_accuracy = 准确率
model_page-column_split = 数据集
model_page-split_val = 验证集（偏乐观）
model_page-split_test = 测试集（相同来源）
model_page-split_external = 其他来源
model_page-headline_of = { $films } 张胸片：准确率 { $accuracy }，平衡准确率 { $balanced }，期望校准误差 { $ece }。
model_page-curve_of = { $class }，AUROC { $area }

## The page on privacy

privacy_page-lead = 胸片在此浏览器中解码和分类，不会上传；除非您自行保存，否则不会存储任何胸片数据。
privacy_page-now = 当前状态
privacy_page-sealed = Service Worker 已启用：本页由浏览器缓存提供，其他请求一律拒绝。
privacy_page-not_sealed = Service Worker 尚未启用，或此浏览器不支持。本页的安全策略仍禁止向其他主机发出请求。
privacy_page-how = 保障机制
privacy_page-check = 如何自行验证
privacy_page-policy = 本页的安全策略
privacy_page-no_policy = 无法读取安全策略。
privacy_page-means_policy = Content-Security-Policy 仅允许向本页所在主机发出请求，并禁止表单、框架和外部脚本。
privacy_page-means_worker = Service Worker 仅放行对本页及模型自身文件的请求，其余一律拒绝。
privacy_page-means_requests = 模型加载后，本页不再发出任何请求；请求数取自浏览器自身的记录，涵盖本页和所有 Worker。
privacy_page-means_files = 文件由本页读取，不会发送：服务器端没有程序，只有一个文件夹，其中的文件均附哈希值。
privacy_page-step_tools = 打开开发者工具（F12）的“网络”（Network）面板，然后对一张胸片进行分类：列表中不会出现任何请求。
privacy_page-step_offline = 断开网络（开启飞行模式，或在“网络”面板中选择 Offline），再对另一张胸片进行分类：仍可正常使用，刷新本页亦然。
privacy_page-step_storage = 查看“应用”（Application）面板中的“存储”（Storage）：缓存中只有本页和模型，没有胸片。
privacy_page-step_hashes = 将文件与每个发行版所附 manifest.json 中的哈希值比对。

## The page on the engine

diagnosis_page-lead = 此处列出浏览器及设备报告的信息，并检查其计算是否正确。这些信息不会发送到任何地方；提交错误报告时可复制附上。
diagnosis_page-examine = 检测引擎
diagnosis_page-waiting = 正在处理一张胸片，随后开始检测。
diagnosis_page-running = 正在进行基准校验，并为各项运算计时。
diagnosis_page-copy = 复制报告
diagnosis_page-copied = 已复制。
diagnosis_page-not_copied = 浏览器不允许复制：请选中文本后手动复制。
diagnosis_page-report = 报告

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = 正常
model-class_pneumonia = 肺炎

## The gate.

model-gate_mirrored = 心影似位于右侧：可能为胸片左右翻转或右位心；请对照左右标记
model-gate_turned_clockwise = 胸片横置（顺时针转了 90 度）；请逆时针旋转 90 度
model-gate_upside_down = 胸片上下颠倒；请旋转 180 度
model-gate_turned_counterclockwise = 胸片横置（逆时针转了 90 度）；请顺时针旋转 90 度
model-gate_inverted = 胸片黑白反转，骨骼偏黑、肺野偏白；请反相
model-gate_lateral = 疑似侧位胸片；请选择正位胸片（PA 或 AP）
model-gate_other_radiograph = 疑似其他部位的 X 线片；请选择正位胸片
model-gate_slice = 疑似 CT 或 MR 断层图像；请选择正位胸片
model-gate_composite = 疑似多张胸片拼图，或截屏、照片、边框中的胸片；请裁剪至单张胸片，或选择胸片原文件
model-gate_other = 不像胸片；请选择正位胸片
model-gate_coloured = 图像色彩鲜明，而胸片应为灰度图像；请选择胸片原文件

## Reasons beside an answer or for an abstention.

model-reading_no_sets = 模型未经导出，没有预测集：存疑的胸片与其他胸片一样给出判定
model-reading_unusually_low = “{ $top }”的概率虽高于“{ $only }”，但对于“{ $top }”类胸片而言异常偏低
model-reading_no_class_fits = 该胸片与各类别均不够相符
model-reading_two_classes = 无法区分“{ $one }”与“{ $other }”
model-reading_any_class = 不能排除任何类别
model-reading_far = 该胸片与训练集胸片的距离大于 { $percentile }% 的验证集胸片（最接近的来源：{ $sources }），因此仅按 { $level }% 的置信水平排除类别

## Operating points and prevalence.

model-purpose_screening = 筛查
model-purpose_balanced = 均衡
model-purpose_confirming = 确认
model-aim_screening = 筛查（减少漏诊）
model-aim_balanced = 均衡
model-aim_confirming = 确认（减少假阳性）
model-point_on_test_films = { $aim }：概率达到 { $threshold }% 即判为“{ $class }”；在测试集中，可检出“{ $class }”胸片的 { $found }%（{ $found_low }～{ $found_high }），其余胸片中 { $alarms }%（{ $alarms_low }～{ $alarms_high }）为假阳性。
model-point_on_fitted_films = { $aim }：概率达到 { $threshold }% 即判为“{ $class }”；在用于拟合的胸片中，可检出“{ $class }”胸片的 { $found }%（{ $found_low }～{ $found_high }），其余胸片中 { $alarms }%（{ $alarms_low }～{ $alarms_high }）为假阳性。
model-point_not_measured = { $aim }：概率达到 { $threshold }% 即判为“{ $class }”；其正确率未经测量。
model-point_elsewhere = 在其他医院的胸片中，检出率为 { $found }%（{ $found_low }～{ $found_high }），假阳性率为 { $alarms }%（{ $alarms_low }～{ $alarms_high }）。
model-outlook = 在 1000 名同类受检者中，{ $called } 人（{ $called_low }～{ $called_high }）会被判为“{ $class }”，其中 { $right } 人（{ $right_low }～{ $right_high }）确为该类；另有 { $missed } 名患者（{ $missed_low }～{ $missed_high }）会被漏诊。

## Splits of the films.

model-split_train = 训练集
model-split_val = 验证集
model-split_test = 测试集
model-split_external = 外部数据集

## Files that cannot be read.

model-file_empty = 文件为空；请选择胸片原文件
model-file_too_long = 文件大小为 { $mebibytes } MiB，超过 { $limit } MiB 的上限；请将胸片另存为较小的文件
model-file_too_long_unpacked = 文件解压后超过 { $limit } MiB；请将胸片另存为较小的文件
model-file_too_many_pixels = 图像为 { $width } × { $height } 像素，超过 { $limit } 百万像素的上限；请以较低分辨率保存胸片
model-file_too_much_memory = 该 { $kind } 文件占用内存过多；请将胸片另存为普通灰度 PNG
model-file_too_small = 图像为 { $width } × { $height } 像素，胸片每边至少需要 { $least } 像素；请选择胸片原文件，而非小预览图
model-file_strip = 图像为 { $width } × { $height } 像素的长条，胸片的长宽比不超过 { $most }；请选择单张胸片
model-file_no_contrast = 图像几乎均匀一片，灰度范围极小；请以完整灰度范围重新导出胸片
model-file_two_levels = 图像仅有两级灰度（每像素 1 位，类似传真）；请选择具有完整灰度级的胸片
model-file_not_finite = 该 { $kind } 文件含有非有限数值；请替换这些数值，或将胸片导出为 PNG
model-file_unknown_format = 无法识别该文件的图像格式；请选择以 DICOM、PNG、JPEG、JPEG 2000、TIFF、WebP、BMP 或 GIF 格式保存的胸片
model-file_cmyk = 该 { $kind } 文件采用 CMYK（印刷）色彩；请将胸片保存为灰度或 RGB
model-file_variant = 不支持此类 { $kind } 变体；请将胸片保存为 8 位或 16 位 PNG（{ $detail }）
model-file_truncated = 该 { $kind } 文件不完整；请重新复制或下载
model-file_damaged = 该 { $kind } 文件已损坏；请重新复制或导出（{ $detail }）
model-file_unknown_syntax = 不支持该 DICOM 文件的传输语法：未知（{ $uid }）；请用 `dcmdjpeg` 或 `dcmconv` 转换文件，或将胸片导出为 PNG
model-file_syntax = 不支持该 DICOM 文件的传输语法：{ $name }（{ $uid }）；请用 `dcmdjpeg` 或 `dcmconv` 转换文件，或将胸片导出为 PNG
model-file_no_picture = 该 DICOM 文件不含图像；请选择胸片原文件
model-file_directory = 该 DICOM 文件不含图像，只是其他文件的目录（DICOMDIR）；请选择胸片原文件
model-file_several_frames = 该 { $kind } 文件包含 { $frames } 帧图像；请选择其中一帧，或将所需的一帧另存为单幅图像
model-file_several_films = 该 { $kind } 文件包含 { $films } 张胸片；请选择其中一张，或将所需的一张另存为单幅图像
model-file_no_such_frame = 该 { $kind } 文件没有第 { $frame } 帧；请在 1 至 { $frames } 之间选择
model-file_other_examination = 根据 DICOM 文件头，{ $says }；请选择正位胸片
model-file_wrong_length = 图像为 { $width } × { $height } 像素，但给出了 { $values } 个灰度值；请为每个像素给出一个灰度值
model-file_outside_picture = 矩形超出 { $width } × { $height } 像素的图像范围；请重新选择
model-file_not_resized = 无法调整图像大小；请将胸片另存为普通灰度 PNG（{ $detail }）

## Archives.

model-archive_truncated = 压缩包不完整；请重新复制或下载
model-archive_damaged = 压缩包已损坏；请重新复制或下载（{ $detail }）
model-archive_document = 该文件是办公文档或程序；请将其中的图像导出为 PNG 后选择
model-archive_no_films = 压缩包中没有胸片；请选择胸片原文件
model-archive_encrypted = 文件已加密；请用密码解压后选择胸片原文件
model-archive_method = 不支持该压缩包的压缩方法（{ $method }）；请解压后选择胸片原文件
model-archive_divided = 这是分卷压缩包的其中一卷；请解压后选择胸片原文件
model-archive_too_many_files = 压缩包包含 { $files } 个文件，超过 { $limit } 个的上限；请解压后选择胸片原文件
model-archive_expands_too_far = 压缩包声称包含 { $mebibytes } MiB，与其自身大小不符；请解压后选择胸片原文件
model-archive_unreadable = 无法读取压缩包：{ $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = 文件类型：{ $what }；{ $advice }
model-format_avif_picture = AVIF 图像
model-format_heic_picture = HEIC 图像（手机照片的常见格式）
model-format_heif_picture = HEIF 图像
model-format_jpeg_xl_picture = JPEG XL 图像
model-format_video = 视频
model-format_svg_drawing = SVG 图形
model-format_web_page = 网页（HTML）
model-format_xml_text = XML 文本
model-format_git_lfs_pointer = git-lfs 指针文件，而非图像本身
model-format_pdf_document = PDF 文档
model-format_postscript_document = PostScript 文档
model-format_rich_text = RTF 富文本
model-format_old_office_document = 旧版办公文档
model-format_jpm_document = JPEG 2000 文档（JPM）
model-format_djvu_document = DjVu 文档
model-format_zip_archive = ZIP 压缩包
model-format_rar_archive = RAR 压缩包
model-format_7z_archive = 7z 压缩包
model-format_gzip_file = gzip 文件
model-format_bzip2_file = bzip2 文件
model-format_xz_file = xz 文件
model-format_zstandard_file = Zstandard 文件
model-format_photoshop_picture = Photoshop 图像
model-format_jpeg_xr_picture = JPEG XR 图像
model-format_openexr_picture = OpenEXR 图像
model-format_fits_picture = FITS 图像
model-format_nrrd_volume = NRRD 体数据
model-format_metaimage_volume = MetaImage 体数据
model-format_nifti_volume = NIfTI 体数据
model-format_numpy_array = NumPy 数组
model-format_hdf5_file = HDF5 文件
model-format_netpbm_picture = Netpbm 图像（PGM、PPM）
model-advice_convert = 不支持此格式：请转换为 PNG，或将胸片重新导出为 PNG 或 DICOM
model-advice_export = 请从中将胸片导出为 PNG 或 DICOM
model-advice_download = 下载失败时常得到此类文本：请重新下载胸片
model-advice_unpack = 请解压后选择其中的胸片
model-advice_lfs = 请用 `git lfs pull` 获取图像

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = 检查方式为“{ $name }”
model-header_body_part = 检查部位不是胸部（{ $name }）
model-header_view = 投照体位不是正位（{ $name }）
model-modality_bi = 生物磁成像（BI）
model-modality_bmd = 骨密度测量（BMD）
model-modality_ct = 计算机断层扫描（CT）
model-modality_doc = 文档（DOC）
model-modality_ecg = 心电图（ECG）
model-modality_es = 内镜检查（ES）
model-modality_gm = 显微镜检查（GM）
model-modality_io = 口内 X 线摄影（IO）
model-modality_ivoct = 血管内光学相干断层成像（IVOCT）
model-modality_ivus = 血管内超声（IVUS）
model-modality_ko = 关键对象选择（KO）
model-modality_mg = 乳腺 X 线摄影（MG）
model-modality_mr = 磁共振成像（MR）
model-modality_nm = 核医学（NM）
model-modality_oct = 光学相干断层成像（OCT）
model-modality_op = 眼科摄影（OP）
model-modality_opt = 眼科断层成像（OPT）
model-modality_pr = 显示状态（PR）
model-modality_pt = 正电子发射断层显像（PT）
model-modality_px = 口腔全景 X 线摄影（PX）
model-modality_rtdose = 放疗剂量（RTDOSE）
model-modality_rtimage = 放疗图像（RTIMAGE）
model-modality_rtplan = 放疗计划（RTPLAN）
model-modality_rtstruct = 放疗结构集（RTSTRUCT）
model-modality_seg = 分割（SEG）
model-modality_sm = 玻片显微成像（SM）
model-modality_sr = 结构化报告（SR）
model-modality_tg = 热成像（TG）
model-modality_us = 超声（US）
model-modality_xa = 血管造影（XA）
model-modality_xc = 摄影（XC）
model-part_abdomen = 腹部
model-part_ankle = 踝关节
model-part_arm = 手臂
model-part_bladder = 膀胱
model-part_brain = 脑
model-part_breast = 乳腺
model-part_clavicle = 锁骨
model-part_coccyx = 尾骨
model-part_colon = 结肠
model-part_elbow = 肘关节
model-part_extremity = 四肢
model-part_face = 面部
model-part_femur = 股骨
model-part_fibula = 腓骨
model-part_finger = 手指
model-part_foot = 足
model-part_forearm = 前臂
model-part_hand = 手
model-part_head = 头部
model-part_heel = 足跟
model-part_hip = 髋关节
model-part_humerus = 肱骨
model-part_jaw = 颌骨
model-part_kidney = 肾
model-part_knee = 膝关节
model-part_leg = 腿部
model-part_neck = 颈部
model-part_orbit = 眼眶
model-part_pelvis = 骨盆
model-part_sacrum = 骶骨
model-part_scapula = 肩胛骨
model-part_shoulder = 肩关节
model-part_sinuses = 鼻窦
model-part_skull = 颅骨
model-part_spine = 脊柱
model-part_stomach = 胃
model-part_teeth = 牙
model-part_thigh = 大腿
model-part_thumb = 拇指
model-part_tibia = 胫骨
model-part_toe = 足趾
model-part_wrist = 腕关节
model-view_oblique = 斜位
model-view_decubitus = 侧卧位
model-view_lateral = 侧位
model-view_orientation = 患者方位符合侧位

## A model that is rejected.

model-model_file_missing = 缺少模型文件 { $name }
model-model_file_too_long = { $file } 的长度超过模型卡所载
model-model_wrong_order = 应读取分片 { $expected }（共 { $shards } 个），实际读取了分片 { $got }
model-model_wrong_length = { $file } 为 { $got } 字节，模型卡所载为 { $expected } 字节；请重新加载
model-model_wrong_hash = { $file } 已损坏：其 SHA-256 为 { $got }，模型卡所载为 { $expected }；请重新加载
model-model_incomplete = 仅读取了 { $expected } 个分片中的 { $got } 个
model-model_tensor_missing = 缺少张量 { $position }，网络需要 { $needed }
model-model_wrong_tensor = 张量 { $position } 为 { $found }，网络需要 { $needed }
model-model_wrong_count = 模型卡列出 { $listed } 个张量，网络有 { $needed } 个
model-model_not_finite = 张量 { $name } 中索引为 { $index } 的值不是有限数
model-model_bad_variance = 张量 { $name } 中索引为 { $index } 的值为负方差
model-model_bad_scale = 张量 { $name } 中通道 { $channel } 的缩放系数不是大于零的有限数
model-model_bad_level = 张量 { $name } 中索引为 { $index } 的值为 -128，8 位权重不使用该值
model-model_out_of_memory = 内存不足，无法容纳 { $mebibytes } MiB 的权重；请使用较小的网络
model-model_bad_side = 输入边长 { $side } px 不符合要求：须为 { $step } 的正整数倍
model-model_unknown_network = 未知网络 { $name }；应为以下之一：{ $names }

## A scorecard that is rejected.

model-scorecard_malformed = 模型卡 { $file } 已损坏或不完整：{ $problem }；请重新加载或导出
model-scorecard_version = 模型卡的格式版本为 { $found }，当前程序读取版本 { $known }：请使用同一发行版的权重和页面
model-scorecard_classes = 模型卡的类别不是依次为 COVID-19、正常、肺炎；请使用按此类别导出的模型
model-scorecard_wrong = 模型卡有误：{ $why }；请重新导出模型
model-scorecard_too_many_shards = 模型卡列出 { $shards } 个分片，而任何网络均不超过 { $limit } 个；请重新导出模型
model-scorecard_shard = 模型卡的分片 { $index } 有误：{ $problem }；请重新导出模型
model-scorecard_shard_name = 其文件名不符合 weights.NNN.bin 格式
model-scorecard_shard_length = 其长度为零或超过 16 MiB
model-scorecard_shard_hash = 其 SHA-256 不是 64 位小写十六进制数
model-scorecard_twice_listed = 模型卡重复列出张量 { $name }；请重新导出模型
model-scorecard_uncountable = 模型卡中截至 { $name } 的张量总大小溢出；请重新导出模型
model-scorecard_sizes_differ = 模型卡的张量共 { $tensors } 字节，而其分片共 { $shards } 字节；请重新导出模型
model-scorecard_other_features = 模型卡的距离基于 { $found } 个特征，而网络有 { $expected } 个；请重新导出模型
model-scorecard_golden = 模型卡的 golden.{ $field } 不是有限数；请重新导出模型
model-scorecard_golden_positive = 模型卡的 golden.{ $field } 不是大于零的有限数；请重新导出模型

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets 须按顺序包含 0.8 至 0.99 每一水平的条目
model-sets_not_a_score = answer_sets 中“{ $class }”的某一阈值不在 0..=1 范围内
model-sets_falling = answer_sets 中“{ $class }”的阈值随水平升高而下降
model-sets_invalid_level = 水平 { $level } 无效；应为 0.80 至 0.99 之间的整百分数，例如 0.9
model-points_not_a_probability = “{ $class }”工作点（{ $purpose }）的阈值不在 0..=1 范围内
model-points_twice = “{ $class }”有两个工作点（{ $purpose }）
model-calibration_temperature = 温度 { $temperature } 不是正数
model-calibration_parameters = 校准 { $method } 的参数与其方法不符：应为温度（temperature）、缩放和偏置（vector-scaling），或权重和偏置（dirichlet）
model-calibration_parameter = 校准的某一参数不是有限数
model-gate_not_base64 = 输入检查的权重不是 Base64 编码
model-gate_wrong_length = 输入检查的权重为 { $found } 个，应为 { $expected } 个
model-gate_not_finite = 输入检查的某一数值不是有限数
model-distance_direction = distance 的某一方向不是非零数值的 Base64 编码
model-distance_groups = distance 缺少分组，或其方向长度不一致
model-distance_percentiles = distance 须有 { $count } 个有限且递增的百分位数
model-distance_rule = distance.far.percentile 为 { $percentile }，须在 1 至 { $highest } 之间
model-scorecard_place = { $problem }，位于第 { $line } 行第 { $column } 列

## Errors of the engine and of the browser.

model-engine_output = 网络输出不是有限数
model-engine_not_finite = 网络返回了非有限数值
model-engine_wrong_count = 网络返回 { $values } 个值，少于类别数
model-engine_not_read_back = 无法读回结果：{ $why }
model-engine_no_weights = 缺少用于解释的权重：{ $why }
model-engine_weights_not_kept = 权重未保留
model-engine_busy = 引擎繁忙或尚未就绪
model-engine_no_file = 请求中没有文件
model-engine_no_pixels = 缺少胸片的像素数据
model-engine_no_copies = 缺少副本的图像
model-browser_no_adapter = 浏览器没有 GPU 适配器
model-browser_lacks = 浏览器缺少 { $thing }
model-browser_device_lost = 设备已丢失
model-browser_message = 意外消息

## A visitor's own films, and reading blind.

model-own_busy = 正在处理一张胸片：请稍后重试。
model-own_all_refused = 所有带标签的图像均不予分类，无法评估。
model-own_too_few = 胸片数量不足，无法针对它们校准模型：要按 { $level }% 的置信水平排除类别，预测集要求每一类别至少有 { $least } 张与训练集差异不大的胸片，而“{ $class }”仅有 { $fewest } 张。
model-own_no_calibration = 无法拟合校准：至少需要两名患者的胸片
model-own_no_sets = 无法拟合预测集：{ $why }
model-own_no_points = 无法拟合工作点：{ $why }
model-labels_none = 所有胸片均无标签：请拖入一个文件夹，其中包含名为 COVID-19、normal 和 pneumonia 的子文件夹；或将胸片与含有 file 和 label 两列的表格（CSV）一并拖入。
model-labels_no_table = 未使用表格 { $name }：{ $why }。
model-labels_no_columns = 首行未列出 file 和 label 两列
model-labels_contradicting_folder = 已排除 1 张胸片：它同时位于不同类别的文件夹中。
model-labels_contradicting_folders = 已排除 { $films } 张胸片：它们同时位于不同类别的文件夹中。
model-labels_ambiguous_film = 已排除 1 张胸片：表格中对应的行与多张胸片相符；请在表格中写明路径。
model-labels_ambiguous_films = 已排除 { $films } 张胸片：表格中对应的行与多张胸片相符；请在表格中写明路径。
model-labels_unmatched = 表格中有 { $rows } 行在列表中没有对应的胸片。
model-labels_unknown = 表格中有 { $rows } 行的标签不是 COVID-19、normal 或 pneumonia，例如 { $label }。
model-labels_contradicting_rows = 表格中有 { $files } 个文件带有两个标签，已排除。
model-readers_none = 尚无您与模型均已判断的胸片。
model-readers_no_label = 您已判断的胸片均无标签。
model-readers_no_film = 没有双方均已判断的胸片
model-readers_one_class = 双方对每张胸片都选择了同一类别
