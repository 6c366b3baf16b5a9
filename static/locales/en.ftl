# The text of the page in English. Keys are file, hyphen and function in app/src/strings.

## The page

page-no_embedding = Embedding is off: the host of this page lists no site that may classify films in it. See `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = Chest X-ray classification in your browser
page-drop_title = Drop chest X-rays here
page-drop_next = Drop more chest X-rays here
page-choose_folder = choose a folder
page-take_photo = take a photo
page-drop_or = or paste one, or
page-choose = choose files
page-containers = Folders and ZIP files are searched for films
page-privacy = Films are processed in this browser. They are not uploaded or stored.
page-cached = This page and its model are cached for offline use until you clear this site's data.
page-disclaimer = Research tool, not a medical device.
page-disclaimer_long = Pneumoscope is intended for research and teaching. Do not use it to diagnose, to treat or to make decisions about patients.
page-result = Model prediction
page-nothing_yet = The probabilities of COVID-19, normal and pneumonia will appear here.
page-waiting_for_engine = The film will be classified as soon as the model is ready.
page-waiting_for_turn = The film is waiting in the queue.
page-preparing = Preparing the file
page-inferring = Classifying the film
page-film_waits = waiting
page-film_runs = in progress
page-film_failed = failed
page-refused = Not classified
page-not_read = This file could not be classified
page-burned_in = According to its header, text is burned into this film. It may name the patient, and it may have influenced the prediction.
page-no_engine = The model is not available
page-retry = Try again
page-model = About this model
page-limits = Known limitations
page-model_loading = Loading the scorecard.
page-model_name = Network
page-model_input = Input
page-model_size = Size
page-model_test = Accuracy, same sources
page-model_external = Accuracy, other sources
page-model_date = Exported
page-model_licence = Licence
page-not_tested = not tested
page-requests = Network requests since the model was loaded:
page-download_label = Model download
page-reading_label = Classification progress
page-read_frames = Classify each of the { $frames } images
page-thumbnail = Thumbnail of { $name }
page-input = { $side } × { $side } pixels, greyscale
page-waiting = { $films ->
    [one] 1 more film is waiting
   *[other] { $films } more films are waiting
}
page-class_covid19 = COVID-19
page-class_normal = normal
page-class_pneumonia = pneumonia
page-list_pair = { $left }, { $right }
page-alternative_pair = { $left } or { $right }
page-sentence_pair = { $left } { $right }
page-percentage = { $number } %
page-less_than = < { $number } %
page-more_than = > { $number } %
page-farther = Farther from the training films than { $percentile } % of the validation films; nearest: { $sources }.
page-confidence = 95 % CI { $low } to { $high }, { $films } films
page-megabyte_count = { $number } MB
page-part_of = { $received } of { $total }
page-format_list = DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP or GIF, up to { $mebibytes } MiB each
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } pixels
page-turned_right = turned clockwise by 90°
page-turned_over = turned by 180°
page-turned_left = turned counterclockwise by 90°
page-inverted = inverted
page-cropped = cropped
page-turn_upright = Turn it upright
page-invert = Invert it
page-crop = Use the framed part
page-undo_change = Undo: { $change }
page-million_parameters = { $number } million parameters
page-class_with_probability = { $class } { $probability }
page-undecided_none = Undecided: none of the classes fits
page-undecided_between = Undecided: { $classes }
page-announced = { $name }: { $outcome }. { $sentences }
page-full_sentence = { $text }.

## The language

language-label = Language
language-not_loaded = The text in { $name } could not be loaded. Check the connection and choose it again.

## The theme

theme-label = Theme
theme-system = System theme
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast

## The tour

tour-offer = Take the tour: four steps
tour-start = Tour
tour-place = Step { $number } of { $steps }
tour-next = Next
tour-back = Back
tour-skip = Skip the tour
tour-done = Done
tour-films_title = Bring films
tour-films = Drop frontal chest radiographs here: one, many, a folder or a ZIP file, as DICOM or as pictures. You can paste one, too. They stay in this browser. Without films at hand, use the example.
tour-answer_title = Read the answer
tour-answer = The class stands here with its probability, and with how far the film is from those the model has learnt from. Where the model cannot tell classes apart, it says so instead of guessing; what is no upright chest film is not classified.
tour-why_title = Look closer
tour-why = Window, zoom, measure and compare the film; the key ? lists all keys. Under the answer, ask where the network looked, or check it for shortcuts. A map shows what moved the number, not where disease is.
tour-trust_title = Check the model and this page
tour-trust = “Model” shows how often it is right, by class and by source; “Privacy”, how to verify that nothing leaves this browser; “Device check”, whether this device computes correctly. It is a research tool, not a medical device.

## The engine

engine-starting = Starting the engine
engine-loading = Loading the model
engine-failed = Engine not available
engine-checking_gpu = Verifying GPU results
engine-checking_cpu = Verifying CPU results
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = Ready on the { $engine }
engine-ready_on_gpu = Ready on the GPU: { $adapter }
engine-requested = the address of this page requests the CPU
engine-no_webgpu = this browser does not support WebGPU
engine-no_adapter = WebGPU found no GPU
engine-software = WebGPU offers only a software adapter
engine-software_named = WebGPU offers only a software adapter: { $adapter }
engine-not_started = the GPU could not be started ({ $message })
engine-wrong = the GPU computed wrong results: { $deviation }
engine-lost = the GPU stopped working ({ $message })
engine-off_by = maximum difference { $difference }, tolerance { $tolerance }
engine-took_in_all = { $total } on the { $engine }: decoding { $decoding }, preprocessing { $preprocessing }, network { $network }

## Failures

failure-no_content = A part of this page could not be loaded. Check the connection and try again; the browser's console has the reason.
failure-silent = no answer for { $seconds } seconds
failure-several_frames = The file contains { $frames } images. Save the film as a file of its own.
failure-unreadable = The browser cannot read this file. It may have been moved, or its name may not be valid: rename it and choose it again.
failure-cancelled = It was cancelled before its turn. Classify what was cancelled with the button above the list.
failure-not_at_hand = The kept list has no answer of this model for this film, and no film is kept: open or drop it again.
failure-model_missing = The server cannot provide { $file } (status { $status }). The model's files must be hosted beside this page.
failure-model_unreachable = { $file } could not be downloaded. Check the connection and try again.
failure-model_refused = The model was rejected: { $reason }. Try again to download a new copy.
failure-gpu_refused = The address of this page requests WebGPU, which cannot be used: { $reason }. Remove ?engine=webgpu to use the CPU.
failure-cpu_wrong = This processor or browser computes wrong results: { $deviation }. Update the browser or use another one.
failure-engine_failed = The engine failed: { $error }
failure-crashed = The engine crashed while processing this film and was restarted. { $error }
failure-crashed_repeatedly = The engine crashed twice in a row and was not restarted. { $error }
failure-no_worker = The engine could not be started in this browser. { $error }
failure-nothing_reported = No error message was reported.
failure-out_of_memory = It had too little memory: close other tabs and programs and try again, or save the film with fewer pixels.
failure-reported_last = Last error: { $error }

## Files that were dropped, pasted or chosen

intake-searching = Searching for films.
intake-files_left_out = { $files ->
    [one] { $files } file left out: { $kinds }.
   *[other] { $files } files left out: { $kinds }.
}
intake-hidden = { $files } hidden
intake-of_system = { $files } of the system
intake-directories = { $files ->
    [one] { $files } DICOMDIR
   *[other] { $files } DICOMDIRs
}
intake-programs = { $files ->
    [one] { $files } program
   *[other] { $files } programs
}
intake-documents = { $files ->
    [one] { $files } text or document
   *[other] { $files } texts and documents
}
intake-archives = { $files ->
    [one] { $files } other archive
   *[other] { $files } other archives
}
intake-without_picture = { $files } without a picture
intake-link = This is a link, not a file. Save the picture to disk and drop the saved file.
intake-text = This is text, not a file. Drop the file of a film, a folder or a ZIP file.
intake-nothing_to_paste = The clipboard contains neither a picture nor a file. Copy one and paste again.
intake-empty_folder = The folder “{ $name }” is empty.
intake-unreadable_folder = The browser cannot read the folder “{ $path }”. Choose the films in it instead.
intake-table = The table “{ $name }” cannot be read as text of at most 16 MiB. Save it as CSV in UTF-8.
intake-model_incomplete = A scorecard alone is no model. Drop the folder or ZIP file that has model.json and its weights.
intake-no_films = None of these files is a film. Choose a folder with DICOM or picture files.
intake-too_many_files = There are more than { $limit } files; the others were not searched. Drop a smaller folder.
intake-too_many_films = There are more than { $limit } films; the others were not read. Drop them in smaller portions.

## The example film

example-offer = No film at hand?
example-show = Show an example
example-credit = Example: COVID-19 Image Repository, Hannover Medical School (Winther et al.), CC BY 3.0, reduced in size.

## The choice of the model

model_choice-label = Model
model_choice-saves_data = The light model is used because this browser is set to save data.
model_choice-slow = This connection is slow. The light model is ready sooner and less accurate.
model_choice-keep = Keep it in this browser
model_choice-forget = Remove it from this browser
model_choice-own_model = Your model, not this site's: its figures are those of its own scorecard.
model_choice-not_kept = Your model is gone when you leave this page.
model_choice-storing = Your model is being stored.
model_choice-kept = Your model is kept in this browser.
model_choice-refused = This browser does not keep your model; it is gone when you leave this page.
model_choice-full = Full
model_choice-light = Light
model_choice-yours = Yours
model_choice-named = { $model }: { $name }
model_choice-use_light_model = Use the light model
model_choice-with_size = { $model }, { $size }

## How answers are read

options-heading = How answers are read
options-level_label = Level of the answer sets
options-purpose_label = Operating point
options-disease = Looking for
options-prevalence_label = Prevalence where the patient comes from
options-called = called
options-no_point = The model has no operating point for { $class }.
options-with_interval = { $value } ({ $low } to { $high })
options-level_percent = { $percent } %
options-purpose_screening = Screening
options-purpose_balanced = Balanced
options-purpose_confirming = Confirming
options-promise_at = A film is answered if a single class is left in its set; sets hold the right class of { $level } of the films of each class, as long as films are like those of the calibration.
options-answered_rightly = At { $level }, { $answered } of the test films were answered, { $right } of the answers rightly.
options-answered_only = At { $level }, { $answered } of the test films were answered.
options-elsewhere_measured = Set at { $level }. Its promise ends at the next hospital: on films of other hospitals, sets held the right class in { $coverage }.
options-elsewhere_measured_at = Set at { $level }. Its promise ends at the next hospital: on films of other hospitals, sets held the right class in { $coverage } (measured at { $measured }).
options-elsewhere_not_measured = Set at { $level }. Its promise ends at the next hospital, where it has not been measured.
options-own_promise_at = Set at { $level }: its promise holds for films like those, and for no other hospital.
options-prevalence_of = { $people } of 1,000 people have { $class }

## The user's own films

own_films-heading = Judge the model on your own films
own_films-how = Drop a folder with the folders COVID-19, normal and pneumonia, or films together with a table (CSV) that has the columns file and label. Nothing is uploaded.
own_films-waiting = The films can be judged once all are classified.
own_films-running = Computing the figures
own_films-interrupted = The engine stopped before the figures were computed. Judge again.
own_films-own = Your films
own_films-test = Test films
own_films-external = Other hospitals
own_films-films = Films
own_films-accuracy = Accuracy
own_films-ece = Calibration error (ECE)
own_films-refused = Refused by the input check
own_films-none = not measured
own_films-confusion = Your films by label (rows) and most probable class (columns)
own_films-recalibrate = Calibrate for these films
own_films-recalibrate_what = Fits calibration, answer sets and operating points to your films. Only the resulting numbers are kept, in this browser, until you remove them.
own_films-remove = Use the model's own calibration again
own_films-export = Save as model.json
own_films-not_kept = This browser keeps nothing, so the calibration is lost when the page is closed. Save it as model.json.
own_films-judge = { $films ->
    [one] Judge on the film of the list
   *[other] Judge on the { $films } films of the list
}
own_films-table = Labels are read from { $name }.
own_films-calibrated_on = Calibrated on { $films } films of yours, { $date }.
own_films-coverage_at = Right class in the set at { $level }
own_films-coverage_label = Right class in the set
own_films-films_of = { $films } { $class }
own_films-verdict_worse = On your films the model is right in { $accuracy }: significantly worse than on its test films ({ $p }). Do not rely on it for films like these.
own_films-verdict_not_worse = On your films the model is right in { $accuracy }: not significantly worse than on its test films.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = Calibrated for your films, the calibration error would be { $after } instead of { $before }, each film predicted without its patient.

## The list of films

worklist-heading = Films
worklist-search = Search by name
worklist-filter_label = Show
worklist-order_label = Order
worklist-pause = Pause
worklist-resume = Continue
worklist-clear = Clear the list
worklist-undo_clear = Undo
worklist-export_csv = Save as CSV
worklist-export_json = Save as JSON
worklist-export = Save what is listed
worklist-nothing_listed = No film fits the search and the filter.
worklist-paused = Paused
worklist-no_pace = estimating the time left
worklist-progress = Films classified
worklist-doubt_means = Doubt: films whose answer set has more classes come first (a set without any counts as one with all), among equals those whose probabilities are more even (entropy).
worklist-hidden = read it first
worklist-cancelled = cancelled
worklist-not_at_hand = open or drop it again
worklist-formula = Some names begin like formulas (with =, +, - or @). They are saved unchanged, so that programs find the films; import the column “file” as text.
worklist-not_saved = The browser did not save the file.
worklist-keep = Keep this list in this browser
worklist-keep_what = Names, answers, flags and your own readings then survive a reload, until you uncheck this, which deletes them. Films are not kept; Chrome and Edge remember where dropped ones are, to open them again with your permission.
worklist-not_kept = This browser does not let the page keep the list.
worklist-reopen = Open the films again
worklist-drop_again = Drop the films or their folder again to see their pictures: films are matched by name, size and content.
worklist-done = { $done } of { $all } films,
worklist-cancel = { $waiting ->
    [one] Cancel the one that waits
   *[other] Cancel the { $waiting } that wait
}
worklist-continue_cancelled = { $cancelled ->
    [one] Classify the cancelled film
   *[other] Classify the { $cancelled } cancelled films
}
worklist-cleared = { $films ->
    [one] 1 film was removed from the list.
   *[other] { $films } films were removed from the list.
}
worklist-flag = Flag { $name }
worklist-with_reader = { $note }; you: { $class }
worklist-without_file = { $films ->
    [one] 1 film of the kept list is not open.
   *[other] { $films } films of the kept list are not open.
}
worklist-key_next = Next film
worklist-key_previous = Previous film
worklist-key_flag = Flag the film, or remove the flag
worklist-key_search = Search the list
worklist-key_class = Reading blind: COVID-19, normal, pneumonia
worklist-key_sureness = Reading blind: a guess, unsure, sure
worklist-order_arrival = As dropped
worklist-order_name = Name
worklist-order_shuffled = Shuffled
worklist-order_prediction = Prediction
worklist-order_probability = Probability of { $class }
worklist-order_doubt = Doubt, most doubtful first
worklist-filter_all = All films
worklist-filter_unfinished = Not finished
worklist-filter_answered = Answered
worklist-filter_undecided = Undecided
worklist-filter_refused = Not classified
worklist-filter_failed = Failed
worklist-filter_flagged = Flagged
worklist-filter_unread = Not read by you
worklist-count_all = { $films ->
    [one] 1 film
   *[other] { $films } films
}
worklist-count_some = { $listed } of { $all } films
worklist-seconds_left_few = less than 10 s left
worklist-seconds_left = about { $seconds } s left
worklist-minutes_left = about { $minutes } min left
worklist-hours_left = about { $hours } h { $minutes } min left
worklist-left_out_films = { $films ->
    [one] 1 film is left out: it is not finished, or you have yet to read it.
   *[other] { $films } films are left out: they are not finished, or you have yet to read them.
}
worklist-unnamed_film = Film { $number }

## Reading blind

readers-switch = Read blind: hide each answer until you have given yours
readers-ask = What do you see?
readers-ask_how = Choose a class, then say how sure you are. The model's answer appears after that, and yours can no longer be changed.
readers-class = Class
readers-how_sure = How sure are you?
readers-heading = You and the model
readers-how = For the films that you have read blind: how often you and the model agree, and where folders or a table name the class, how often each of you is right. The model's answer is its most probable class, even where it is undecided.
readers-compare = Compare
readers-save = Save your readings as CSV
readers-agreement_label = Agreement
readers-kappa_label = Cohen's kappa
readers-kappa_means = Kappa is the agreement beyond chance: 0 is what chance alone gives, 1 full agreement. In parentheses the 95 % interval.
readers-confusion = Rows: your class. Columns: the model's.
readers-you = You
readers-model = Model
readers-accuracy = Accuracy
readers-none = –
readers-read = { $films ->
    [one] You have read 1 film.
   *[other] You have read { $films } films.
}
readers-known = { $films ->
    [one] On the 1 film whose class is known:
   *[other] On the { $films } films whose class is known:
}
readers-button_guess = A guess
readers-button_unsure = Unsure
readers-button_sure = Sure
readers-guess = guess
readers-unsure = unsure
readers-sure = sure
readers-agreement_on = { $films ->
    [one] { $agreement } of 1 film
   *[other] { $agreement } of { $films } films
}
readers-no_kappa = not defined: { $reason }
readers-sensitivity_of = Sensitivity, { $class }
readers-specificity_of = Specificity, { $class }
readers-called_so = { $class } ({ $sureness })
readers-said_so = You said: { $called }.

## The viewer

viewer-viewer = Viewer
viewer-toolbar = Viewer tools
viewer-window_label = Window
viewer-window_custom = Set by hand
viewer-invert = Invert
viewer-flip_across = Flip horizontally
viewer-flip_down = Flip vertically
viewer-turn_left = Rotate left
viewer-turn_right = Rotate right
viewer-zoom_out = Zoom out
viewer-zoom_in = Zoom in
viewer-fit = Fit
viewer-reset = Reset
viewer-network = Show what the network sees
viewer-smooth = Smooth enlarged pixels
viewer-full_screen = Full screen
viewer-help = Keyboard and mouse
viewer-close = Close
viewer-compare = Compare with
viewer-compare_none = no other film
viewer-link = Link zoom and pan of both films
viewer-decoding = Decoding all bits of the film.
viewer-preparing = Preparing what the network sees.
viewer-no_picture = The film cannot be shown with all its bits
viewer-retry = Try again
viewer-not_drawn = This browser cannot draw the film. The small preview is shown.
viewer-lengths = Lengths
viewer-no_spacing = The file does not state the distance between pixels.
viewer-keys = Keys
viewer-mouse = Mouse
viewer-touch = Touch
viewer-keys_everywhere = Keys also act while no part of the page has the focus. Without this, click the film first.
viewer-list_keys = Keys of the list
viewer-with_key = { $label } ({ $key })
viewer-picture = { $name }, { $caption }. Press question mark for the keys.
viewer-size = { $width } × { $height } px
viewer-network_size = The network sees { $side } × { $side } px
viewer-remove_length = Remove { $length }
viewer-key_invert = invert
viewer-key_flip_across = flip horizontally
viewer-key_flip_down = flip vertically
viewer-key_turn_right = rotate right
viewer-key_turn_left = rotate left
viewer-key_zoom_in = zoom in
viewer-key_zoom_out = zoom out
viewer-key_fit = fit
viewer-key_reset = reset
viewer-key_first_window = window of the header, or the range in use
viewer-key_dark = window for the dark half: lungs
viewer-key_bright = window for the bright half: mediastinum and bones
viewer-key_in_use = window of the range in use
viewer-key_full = window of all values
viewer-key_tools = tool: window, pan, zoom, measure, magnify
viewer-key_move = move the view
viewer-key_window = window: width and centre
viewer-key_length = begin and end a length in the middle of the picture
viewer-key_delete = remove the last length
viewer-key_network = what the network sees
viewer-key_smooth = smooth enlarged pixels
viewer-key_full_screen = full screen
viewer-key_help = this sheet
viewer-drag_first = window width and centre, or the tool
viewer-drag_middle = pan
viewer-drag_right = zoom
viewer-wheel = zoom; in full screen the wheel alone
viewer-two_fingers = zoom and pan
viewer-tool_window = Window width and centre
viewer-tool_pan = Pan
viewer-tool_zoom = Zoom
viewer-tool_measure = Measure a length
viewer-tool_magnify = Magnifier
viewer-preset_header = As the file says
viewer-preset_header_numbered = As the file says, window { $number }
viewer-preset_in_use = Range in use
viewer-preset_dark = Dark half (lungs)
viewer-preset_bright = Bright half (mediastinum, bones)
viewer-preset_full = All values
viewer-center_and_width = C { $center }, W { $width }
viewer-of_full_size = { $percent } of full size
viewer-value_at = { $value } at { $column }, { $row }
viewer-unit_stored = stored values
viewer-unit_rescaled = rescaled values
viewer-unit_grey = 16-bit grey values, stretched to the range in use
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance } calibrated
viewer-spacing_stated = { $distance } as the file says
viewer-spacing_detector = { $distance } at the detector
viewer-spacing_scanned = { $distance } on the scanned film
viewer-note_calibrated = Calibrated in the patient, as the file says.
viewer-note_stated = By the spacing in the file, which does not say whether it is corrected for magnification.
viewer-note_detector = Measured at the detector: structures in the patient are smaller.
viewer-note_scanned = Measured on the scanned film: structures in the patient are smaller.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = Left drag
viewer-middle_drag = Middle drag
viewer-right_drag = Right drag
viewer-ctrl_wheel = Ctrl + wheel
viewer-one_finger = One finger
viewer-with_two_fingers = Two fingers
viewer-space_key = Space
viewer-arrow_keys = Arrows
viewer-shift_arrows = Shift + arrows
viewer-enter_key = Enter
viewer-delete_key = Delete

## Where the network looked

explain-show = Show where the network looked
explain-heading = Where the network looked
explain-hide = Remove the map
explain-working = Computing the maps
explain-failed = The answer could not be explained
explain-class = Evidence for
explain-map = Map
explain-opacity = Opacity
explain-contour = Line at half of the scale
explain-occlude = Cover parts of the film
explain-cancel = Cancel
explain-occluding = Parts covered so far
explain-note = Such a map shows which parts of the film moved the network's number. It does not show where disease is, and a plausible map does not make an answer right.
explain-nothing = No part of the film speaks for { $class } in this map.
explain-kind_finer = Class activation, finer
explain-kind_last = Class activation, last map
explain-kind_occlusion = Occlusion
explain-meaning_activation = Colours: what each of { $side } × { $side } cells adds to the network's score for { $class } before calibration (its logit). What speaks against it is left clear. All classes share the scale.
explain-meaning_occlusion = Colours: how far the probability of { $class } falls when a grey patch covers the place, in percentage points. All classes share the scale.
explain-occlusion = A grey patch of an eighth of the side is moved over the film, and the network classifies each of the { $count } copies. Other films go first.
explain-progress_of = { $done } of { $count }
explain-strongest_at = Strongest for { $class } { $place }: { $value } of { $maximum } on the scale.
explain-place_upper_left = at the upper left
explain-place_lower_left = at the lower left
explain-place_left = at the left
explain-place_upper_right = at the upper right
explain-place_lower_right = at the lower right
explain-place_right = at the right
explain-place_top = at the top
explain-place_bottom = at the bottom
explain-place_middle = in the middle

## The check for shortcuts

lens-check = Check for shortcuts
lens-heading = Shortcut check
lens-working = Classifying changed copies of the film
lens-failed = The copies could not be classified
lens-note = The lungs are hidden by an ellipse that is the same for all films, not by their outline. Letters are hidden where they are found. An answer that passes may still be wrong.
lens-lungs_hidden = lungs hidden
lens-border_hidden = border hidden
lens-letters_hidden = letters hidden
lens-mirrored = mirrored
lens-reencoded = re-encoded (JPEG, quality 50)
lens-turned = turned by 5 degrees
lens-cropped = cropped to nine tenths
lens-border_only = border only
lens-jpeg = JPEG, quality 50
lens-no_letters = No letters found
lens-stays = Stays: { $result }
lens-changes = Changes: { $result }
lens-answer_sound = The answer changes when the lungs are hidden, and stays when anything else is changed, as it should.
lens-class_sound = The most probable class, { $class }, changes when the lungs are hidden, and stays when anything else is changed, as it should.
lens-answer_without_lungs = The answer stays when the lungs are hidden: do not trust it.
lens-class_without_lungs = The most probable class, { $class }, stays when the lungs are hidden: do not trust it.
lens-answer_moved = The answer changes although the lungs can be seen ({ $changes }): do not rely on it.
lens-class_moved = The most probable class, { $class }, changes although the lungs can be seen ({ $changes }): do not rely on it.
lens-also_moved = It changes although the lungs can be seen ({ $changes }).
lens-share_without_lungs = Of the test films predicted as { $class }, { $share } stay so when the lungs are hidden.

## The report

report-open = Report
report-title = Chest radiograph, model prediction
report-print = Print or save as PDF
report-save_png = Save as PNG
report-close = Close
report-not_saved = The browser did not save the picture.
report-reference = Name or reference (optional, not stored)
report-film = The film
report-film_with_map = The film with the map that was shown over it. A map shows what moved the model's number, not where disease is.
report-answer = Answer
report-probabilities = Calibrated probabilities
report-cautions = Cautions
report-no_cautions = None for this film beyond the limits of the model.
report-model = Model
report-provenance = Provenance
report-set_label = Cannot be excluded
report-no_class = no class fits
report-set_worth = What the set is worth
report-reader = Reader, before seeing the answer
report-network = Network
report-accuracy_test = Accuracy, same sources
report-accuracy_external = Accuracy, other sources
report-ece_test = Calibration error (ECE), same sources
report-ece_external = Calibration error (ECE), other sources
report-calibration = Calibration
report-film_hash = SHA-256 of the film's file
report-not_known = not known
report-film_size = Film
report-weights_hash = SHA-256 of the weights (of the hashes of their shards)
report-scorecard_hash = SHA-256 of the scorecard
report-engine = Computed on
report-time = Report made
report-software = Software
report-doubt_label = Doubt (entropy, in percent of its maximum)
report-reference_line = Reference: { $reference }
report-set_at_level = { $classes }, at a level of { $level }
report-estimate_and_films = { $estimate }, { $films } films

## The other pages

pages-navigation = Pages
pages-name_films = Films
pages-name_model = Model
pages-name_privacy = Privacy
pages-name_diagnosis = Device check
pages-not_defined = not defined
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = Results
model_page-split_label = Films of
model_page-intervals = Every figure with its 95 % interval: Wilson for proportions, bootstrap over patients for the others. Nothing was chosen on the test films or on those of other sources.
model_page-confusion = Confusion matrix
model_page-confusion_note = Rows are the label, columns the prediction; shares are of the row.
model_page-label = Label
model_page-roc = Receiver operating characteristic
model_page-false_positives = 1 − specificity
model_page-sensitivity = sensitivity
model_page-reliability = Reliability
model_page-confidence = probability of the prediction
model_page-accuracy = accuracy
model_page-reliability_note = On the diagonal, predictions are right as often as their probability says.
model_page-classes = By class
model_page-sources = By source
model_page-sources_note = A model that recognises the collection instead of the disease does well on one source and badly on the next.
model_page-no_plot = This scorecard has no points for this plot.
model_page-data = Films
model_page-hashes = Hashes (SHA-256)
model_page-weights = Weights
model_page-list = List of films
model_page-plot = { $heading }: { $figures }
model_page-dot = { $films } films, { $accuracy }
model_page-column_class = Class
model_page-column_films = Films
model_page-column_sensitivity = Sensitivity
model_page-column_specificity = Specificity
model_page-column_ppv = PPV
model_page-column_npv = NPV
model_page-column_source = Source
model_page-column_accuracy = Accuracy
model_page-column_split = Split
model_page-split_val = the validation split (optimistic)
model_page-split_test = the test split (same sources)
model_page-split_external = other sources
model_page-headline_of = { $films } films: accuracy { $accuracy }, balanced accuracy { $balanced }, expected calibration error { $ece }.
model_page-curve_of = { $class }, AUROC { $area }

## The page on privacy

privacy_page-lead = Films are decoded and classified in this browser. They are not uploaded, and nothing of them is stored unless you save it.
privacy_page-now = Now
privacy_page-sealed = The service worker is active: it serves this page from the browser's cache and refuses every other request.
privacy_page-not_sealed = The service worker is not active yet, or this browser has none. The page's policy still forbids requests to other hosts.
privacy_page-how = What enforces this
privacy_page-check = How to check it yourself
privacy_page-policy = The policy of this page
privacy_page-no_policy = The policy could not be read.
privacy_page-means_policy = A Content-Security-Policy allows requests to this page's own host alone, and neither forms nor frames nor scripts of others.
privacy_page-means_worker = A service worker refuses every request but those for the page's and the model's own files.
privacy_page-means_requests = After the model is loaded the page makes no request at all; the browser's own records are counted, here and in every worker.
privacy_page-means_files = Files are read by the page, not sent to it: there is no server code, only a folder of files with hashes.
privacy_page-step_tools = Open the developer tools (F12) and their Network panel, then classify a film: nothing is listed.
privacy_page-step_offline = Switch the network off (flight mode, or Offline in the Network panel) and classify another film: it works, and so does reloading the page.
privacy_page-step_storage = Look at Application, then Storage: caches hold the page and the model, no film.
privacy_page-step_hashes = Compare the files with the hashes in manifest.json, which every release has.

## The page on the engine

diagnosis_page-lead = What this browser and its device report, and whether they compute correctly. Nothing of it is sent anywhere; copy it into a bug report.
diagnosis_page-examine = Examine the engine
diagnosis_page-waiting = A film is in progress; the examination comes next.
diagnosis_page-running = Running the golden check and timing each operation.
diagnosis_page-copy = Copy the report
diagnosis_page-copied = Copied.
diagnosis_page-not_copied = The browser did not allow it: select the text and copy it.
diagnosis_page-report = Report

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = normal
model-class_pneumonia = pneumonia

## The gate.

model-gate_mirrored = the heart seems to be on the right: mirrored film, or dextrocardia; compare with the side marker
model-gate_turned_clockwise = the film lies on its side, turned clockwise; turn it back by 90 degrees
model-gate_upside_down = the film is upside down; turn it by 180 degrees
model-gate_turned_counterclockwise = the film lies on its side, turned counterclockwise; turn it back by 90 degrees
model-gate_inverted = the film is a negative, with dark bones and bright lungs; invert it
model-gate_lateral = this looks like a lateral chest radiograph; choose a frontal one (PA or AP)
model-gate_other_radiograph = this looks like a radiograph of another part of the body; choose a frontal chest radiograph
model-gate_slice = this looks like a slice of CT or MR; choose a frontal chest radiograph
model-gate_composite = this looks like several films, or like a film within a screenshot, photo or frame; crop the picture to a single film, or choose the film itself
model-gate_other = this does not look like a chest radiograph; choose a frontal chest radiograph
model-gate_coloured = the picture is in strong colours, and a chest radiograph is grey; choose the film itself

## Reasons beside an answer or for an abstention.

model-reading_no_sets = the model has no answer sets, because it was not exported: doubtful films are answered like all others
model-reading_unusually_low = the probability of { $top } is higher than that of { $only }, but unusually low for a film of { $top }
model-reading_no_class_fits = the film fits none of the classes well enough
model-reading_two_classes = cannot tell { $one } from { $other }
model-reading_any_class = cannot exclude any class
model-reading_far = this film is farther from the training films than { $percentile } % of the validation films (nearest: { $sources }), so classes are excluded at the level of { $level } % only

## Operating points and prevalence.

model-purpose_screening = screening
model-purpose_balanced = balanced
model-purpose_confirming = confirming
model-aim_screening = Screening, to miss few
model-aim_balanced = Balanced
model-aim_confirming = Confirming, for few false alarms
model-point_on_test_films = { $aim }: { $class } is called from a probability of { $threshold } % on; on the test films this finds { $found } % ({ $found_low } to { $found_high }) of the { $class } films and gives a false alarm for { $alarms } % ({ $alarms_low } to { $alarms_high }) of the others.
model-point_on_fitted_films = { $aim }: { $class } is called from a probability of { $threshold } % on; on the films that it was fitted on this finds { $found } % ({ $found_low } to { $found_high }) of the { $class } films and gives a false alarm for { $alarms } % ({ $alarms_low } to { $alarms_high }) of the others.
model-point_not_measured = { $aim }: { $class } is called from a probability of { $threshold } % on; how often that is right was not measured.
model-point_elsewhere = On films of other hospitals it finds { $found } % ({ $found_low } to { $found_high }) and gives a false alarm for { $alarms } % ({ $alarms_low } to { $alarms_high }).
model-outlook = Of 1,000 people like this, { $called } ({ $called_low } to { $called_high }) would be called { $class } and { $right } ({ $right_low } to { $right_high }) of them have it; { $missed } ({ $missed_low } to { $missed_high }) who have it would be missed.

## Splits of the films.

model-split_train = train
model-split_val = val
model-split_test = test
model-split_external = external

## Files that cannot be read.

model-file_empty = the file is empty; choose the file of the film itself
model-file_too_long = the file has { $mebibytes } MiB, over the limit of { $limit } MiB; save the film as a smaller file
model-file_too_long_unpacked = the file has more than { $limit } MiB when it is unpacked; save the film as a smaller file
model-file_too_many_pixels = the picture has { $width } x { $height } pixels, over the limit of { $limit } million; save the film at a lower resolution
model-file_too_much_memory = the { $kind } file would take too much memory; save the film as a plain grey PNG
model-file_too_small = the picture has { $width } x { $height } pixels, a film needs at least { $least } on each side; choose the film itself instead of a small preview
model-file_strip = the picture is a strip of { $width } x { $height } pixels, a film is at most { $most } times as long as wide; choose a single film
model-file_no_contrast = the picture is almost uniform, its grey values have next to no range; export the film again with its full range
model-file_two_levels = the picture has only two grey levels (one bit for each pixel, as in a fax); choose the film with all its grey levels
model-file_not_finite = the { $kind } file holds values that are not finite numbers; replace them, or export the film as PNG
model-file_unknown_format = the file is not in a known picture format; choose a film saved as DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP or GIF
model-file_cmyk = the { $kind } file holds CMYK (printing) colours; save the film in grey or RGB
model-file_variant = this variant of { $kind } is not supported; save the film as an 8 or 16 bit PNG ({ $detail })
model-file_truncated = the { $kind } file is incomplete; copy or download it again
model-file_damaged = the { $kind } file is damaged; copy or export it again ({ $detail })
model-file_unknown_syntax = the transfer syntax of the DICOM file is not supported: unknown ({ $uid }); convert the file with `dcmdjpeg` or `dcmconv`, or export the film as PNG
model-file_syntax = the transfer syntax of the DICOM file is not supported: { $name } ({ $uid }); convert the file with `dcmdjpeg` or `dcmconv`, or export the film as PNG
model-file_no_picture = the DICOM file contains no image; choose the file of the film itself
model-file_directory = the DICOM file contains no image, only a directory of other files (DICOMDIR); choose the file of the film itself
model-file_several_frames = the { $kind } file contains { $frames } frames; select one, or save the one to read as a single image
model-file_several_films = the { $kind } file contains { $films } films; select one, or save the one to read as a single image
model-file_no_such_frame = the { $kind } file has no frame { $frame }; select one from 1 to { $frames }
model-file_other_examination = according to the DICOM header, { $says }; choose a frontal chest radiograph
model-file_wrong_length = { $values } grey values were given for a picture of { $width } x { $height } pixels; give one for each pixel
model-file_outside_picture = the rectangle is not inside the picture of { $width } x { $height } pixels; choose another
model-file_not_resized = the picture cannot be resized; save the film as a plain grey PNG ({ $detail })

## Archives.

model-archive_truncated = the archive is incomplete; copy or download it again
model-archive_damaged = the archive is damaged; copy or download it again ({ $detail })
model-archive_document = the file is an office document or a program; export its picture as PNG and choose that
model-archive_no_films = the archive contains no films; choose the film itself
model-archive_encrypted = the file is encrypted; unpack the archive with its password and choose the film itself
model-archive_method = the compression method of the archive ({ $method }) is not supported; unpack the archive and choose the film itself
model-archive_divided = this is one part of a divided archive; unpack the archive and choose the films themselves
model-archive_too_many_files = the archive contains { $files } files, over the limit of { $limit }; unpack it and choose the films themselves
model-archive_expands_too_far = the archive claims to contain { $mebibytes } MiB, too much for its own size; unpack it and choose the films themselves
model-archive_unreadable = the archive cannot be read: { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = the file is { $what }; { $advice }
model-format_avif_picture = an AVIF picture
model-format_heic_picture = a HEIC picture, as phones save photographs
model-format_heif_picture = a HEIF picture
model-format_jpeg_xl_picture = a JPEG XL picture
model-format_video = a video
model-format_svg_drawing = an SVG drawing
model-format_web_page = a web page (HTML)
model-format_xml_text = an XML text
model-format_git_lfs_pointer = a pointer of git-lfs instead of the picture
model-format_pdf_document = a PDF document
model-format_postscript_document = a PostScript document
model-format_rich_text = a rich text
model-format_old_office_document = an office document of an old format
model-format_jpm_document = a JPEG 2000 document (JPM)
model-format_djvu_document = a DjVu document
model-format_zip_archive = a ZIP archive
model-format_rar_archive = a RAR archive
model-format_7z_archive = a 7z archive
model-format_gzip_file = a gzip file
model-format_bzip2_file = a bzip2 file
model-format_xz_file = an xz file
model-format_zstandard_file = a Zstandard file
model-format_photoshop_picture = a Photoshop picture
model-format_jpeg_xr_picture = a JPEG XR picture
model-format_openexr_picture = an OpenEXR picture
model-format_fits_picture = a FITS picture
model-format_nrrd_volume = a NRRD volume
model-format_metaimage_volume = a MetaImage volume
model-format_nifti_volume = a NIfTI volume
model-format_numpy_array = a NumPy array
model-format_hdf5_file = an HDF5 file
model-format_netpbm_picture = a Netpbm picture (PGM, PPM)
model-advice_convert = this format is not supported: convert it to PNG, or export the film again as PNG or DICOM
model-advice_export = export the film itself from it as PNG or DICOM
model-advice_download = such a text often replaces a failed download: download the film again
model-advice_unpack = unpack it and choose the film inside
model-advice_lfs = fetch the picture with `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = the modality is { $name }
model-header_body_part = the body part is not the chest ({ $name })
model-header_view = the view is not frontal ({ $name })
model-modality_bi = biomagnetic imaging (BI)
model-modality_bmd = bone densitometry (BMD)
model-modality_ct = computed tomography (CT)
model-modality_doc = a document (DOC)
model-modality_ecg = an electrocardiogram (ECG)
model-modality_es = endoscopy (ES)
model-modality_gm = microscopy (GM)
model-modality_io = intra-oral radiography (IO)
model-modality_ivoct = intravascular optical coherence tomography (IVOCT)
model-modality_ivus = intravascular ultrasound (IVUS)
model-modality_ko = a selection of objects (KO)
model-modality_mg = mammography (MG)
model-modality_mr = magnetic resonance (MR)
model-modality_nm = nuclear medicine (NM)
model-modality_oct = optical coherence tomography (OCT)
model-modality_op = ophthalmic photography (OP)
model-modality_opt = ophthalmic tomography (OPT)
model-modality_pr = a presentation state (PR)
model-modality_pt = positron emission tomography (PT)
model-modality_px = panoramic radiography (PX)
model-modality_rtdose = a radiotherapy dose (RTDOSE)
model-modality_rtimage = a radiotherapy image (RTIMAGE)
model-modality_rtplan = a radiotherapy plan (RTPLAN)
model-modality_rtstruct = radiotherapy structures (RTSTRUCT)
model-modality_seg = a segmentation (SEG)
model-modality_sm = slide microscopy (SM)
model-modality_sr = a report (SR)
model-modality_tg = thermography (TG)
model-modality_us = ultrasound (US)
model-modality_xa = angiography (XA)
model-modality_xc = photography (XC)
model-part_abdomen = abdomen
model-part_ankle = ankle
model-part_arm = arm
model-part_bladder = bladder
model-part_brain = brain
model-part_breast = breast
model-part_clavicle = clavicle
model-part_coccyx = coccyx
model-part_colon = colon
model-part_elbow = elbow
model-part_extremity = extremity
model-part_face = face
model-part_femur = femur
model-part_fibula = fibula
model-part_finger = finger
model-part_foot = foot
model-part_forearm = forearm
model-part_hand = hand
model-part_head = head
model-part_heel = heel
model-part_hip = hip
model-part_humerus = humerus
model-part_jaw = jaw
model-part_kidney = kidney
model-part_knee = knee
model-part_leg = leg
model-part_neck = neck
model-part_orbit = orbit
model-part_pelvis = pelvis
model-part_sacrum = sacrum
model-part_scapula = scapula
model-part_shoulder = shoulder
model-part_sinuses = sinuses
model-part_skull = skull
model-part_spine = spine
model-part_stomach = stomach
model-part_teeth = teeth
model-part_thigh = thigh
model-part_thumb = thumb
model-part_tibia = tibia
model-part_toe = toe
model-part_wrist = wrist
model-view_oblique = oblique
model-view_decubitus = lateral decubitus
model-view_lateral = lateral
model-view_orientation = patient orientation of a lateral view

## A model that is rejected.

model-model_file_missing = its file { $name } is missing
model-model_file_too_long = { $file } is longer than its scorecard says
model-model_wrong_order = shard { $got } was read where shard { $expected } of { $shards } was expected
model-model_wrong_length = { $file } has { $got } bytes, the scorecard states { $expected }; load it again
model-model_wrong_hash = { $file } is damaged: its SHA-256 is { $got }, the scorecard states { $expected }; load it again
model-model_incomplete = only { $got } of { $expected } shards were read
model-model_tensor_missing = tensor { $position } is missing, the network needs { $needed }
model-model_wrong_tensor = tensor { $position } is { $found }, the network needs { $needed }
model-model_wrong_count = the scorecard lists { $listed } tensors, the network has { $needed }
model-model_not_finite = value { $index } of tensor { $name } is not a finite number
model-model_bad_variance = value { $index } of tensor { $name } is a negative variance
model-model_bad_scale = the scale of channel { $channel } of tensor { $name } is not a finite number above zero
model-model_bad_level = value { $index } of tensor { $name } is -128, which 8-bit weights do not use
model-model_out_of_memory = there is not enough memory for { $mebibytes } MiB of weights; use a smaller network
model-model_bad_side = an input side of { $side } px does not fit: it must be a positive multiple of { $step }
model-model_unknown_network = unknown network { $name }; expected one of { $names }

## A scorecard that is rejected.

model-scorecard_malformed = the scorecard { $file } is damaged or incomplete: { $problem }; load or export it again
model-scorecard_version = the scorecard has format version { $found }; this build reads version { $known }: use weights and page of the same release
model-scorecard_classes = the scorecard's classes are not COVID-19, normal, pneumonia in this order; use a model that was exported for them
model-scorecard_wrong = the scorecard is wrong: { $why }; export the model again
model-scorecard_too_many_shards = the scorecard lists { $shards } shards, no network has more than { $limit }; export the model again
model-scorecard_shard = the scorecard's shard { $index } is wrong: { $problem }; export the model again
model-scorecard_shard_name = its file name does not follow weights.NNN.bin
model-scorecard_shard_length = its length is zero or over 16 MiB
model-scorecard_shard_hash = its SHA-256 is not 64 lower-case hexadecimal digits
model-scorecard_twice_listed = the scorecard lists the tensor { $name } twice; export the model again
model-scorecard_uncountable = the size of the scorecard's tensors up to { $name } overflows; export the model again
model-scorecard_sizes_differ = the scorecard's tensors take { $tensors } bytes but its shards hold { $shards }; export the model again
model-scorecard_other_features = the scorecard's distance is between { $found } features, the network has { $expected }; export the model again
model-scorecard_golden = the scorecard's golden.{ $field } is not a finite number; export the model again
model-scorecard_golden_positive = the scorecard's golden.{ $field } is not a finite number above zero; export the model again

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets must have one entry for each level from 0.8 to 0.99, in order
model-sets_not_a_score = a threshold of answer_sets for { $class } is not in 0..=1
model-sets_falling = the thresholds of answer_sets for { $class } fall as the level rises
model-sets_invalid_level = invalid level { $level }; expected a whole percentage from 0.80 to 0.99, for example 0.9
model-points_not_a_probability = the threshold of the operating point for { $class } ({ $purpose }) is not in 0..=1
model-points_twice = there are two operating points for { $class } ({ $purpose })
model-calibration_temperature = the temperature { $temperature } is not a positive number
model-calibration_parameters = the calibration { $method } does not have exactly the parameters of its method: temperature (temperature), scale and bias (vector-scaling), or weights and bias (dirichlet)
model-calibration_parameter = a parameter of the calibration is not a finite number
model-gate_not_base64 = the gate's weights are not Base64
model-gate_wrong_length = the gate has { $found } weights instead of { $expected }
model-gate_not_finite = a number of the gate is not finite
model-distance_direction = a direction of distance is not Base64 of numbers other than zero
model-distance_groups = the groups of distance are missing, or their directions differ in length
model-distance_percentiles = distance must have { $count } percentiles, finite and ascending
model-distance_rule = distance.far.percentile is { $percentile }; it must be from 1 to { $highest }
model-scorecard_place = { $problem } at line { $line } column { $column }

## Errors of the engine and of the browser.

model-engine_output = the network's output is not a finite number
model-engine_not_finite = the network returned a value that is not finite
model-engine_wrong_count = the network returned { $values } values, fewer than one per class
model-engine_not_read_back = the result cannot be read back: { $why }
model-engine_no_weights = the weights for the explanation are missing: { $why }
model-engine_weights_not_kept = they are not kept
model-engine_busy = the engine is busy or not ready
model-engine_no_file = the request has no file
model-engine_no_pixels = the pixels of the film are missing
model-engine_no_copies = the pictures of the copies are missing
model-browser_no_adapter = the browser has no GPU adapter
model-browser_lacks = the browser has no { $thing }
model-browser_device_lost = device lost
model-browser_message = unexpected message

## A visitor's own films, and reading blind.

model-own_busy = A film is in progress: try again in a moment.
model-own_all_refused = All labelled pictures are refused, so there is nothing to judge.
model-own_too_few = There are too few films to calibrate the model for them: to exclude a class at a level of { $level } %, answer sets need at least { $least } films of each class that are not far from the training films, and there are { $fewest } of { $class }.
model-own_no_calibration = the calibration cannot be fitted: it needs films of at least two patients
model-own_no_sets = the answer sets cannot be fitted: { $why }
model-own_no_points = the operating points cannot be fitted: { $why }
model-labels_none = None of the films has a label: drop a folder with the folders COVID-19, normal and pneumonia, or the films together with a table (CSV) that has the columns file and label.
model-labels_no_table = The table { $name } is not used: { $why }.
model-labels_no_columns = its first row does not name the columns file and label
model-labels_contradicting_folder = 1 film is left out: it is in folders of different classes.
model-labels_contradicting_folders = { $films } films are left out: they are in folders of different classes.
model-labels_ambiguous_film = 1 film is left out: it is named by a row that fits several; give the paths in the table.
model-labels_ambiguous_films = { $films } films are left out: they are named by a row that fits several; give the paths in the table.
model-labels_unmatched = { $rows } rows of the table name no film of the list.
model-labels_unknown = { $rows } rows of the table have no label that is COVID-19, normal or pneumonia, such as { $label }.
model-labels_contradicting_rows = { $files } files of the table have two labels and are left out.
model-readers_none = There is no film yet that both you and the model have answered.
model-readers_no_label = None of the films that you have answered has a label.
model-readers_no_film = no film was read by both
model-readers_one_class = both readers chose one and the same class for every film
