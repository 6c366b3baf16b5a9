# The text of the page in German.

## The page

page-no_embedding = Einbettung ist deaktiviert: Der Host dieser Seite nennt keine Website, die darin Aufnahmen klassifizieren darf. Siehe `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = Röntgen-Thorax-Aufnahmen im Browser klassifizieren
page-drop_title = Thoraxaufnahmen hier ablegen
page-drop_next = Weitere Thoraxaufnahmen hier ablegen
page-choose_folder = Ordner auswählen
page-take_photo = Foto aufnehmen
page-drop_or = oder einfügen oder
page-choose = Dateien auswählen
page-containers = Ordner und ZIP-Dateien werden nach Aufnahmen durchsucht
page-privacy = Die Aufnahmen werden in diesem Browser verarbeitet. Sie werden weder hochgeladen noch gespeichert.
page-cached = Diese Seite und ihr Modell bleiben für die Offline-Nutzung im Cache, bis Sie die Websitedaten löschen.
page-disclaimer = Forschungswerkzeug, kein Medizinprodukt.
page-disclaimer_long = Pneumoscope ist für Forschung und Lehre bestimmt. Verwenden Sie es nicht für Diagnosen, Behandlungen oder Entscheidungen über Patientinnen und Patienten.
page-result = Vorhersage des Modells
page-nothing_yet = Hier erscheinen die Wahrscheinlichkeiten für COVID-19, Normalbefund und Pneumonie.
page-waiting_for_engine = Die Aufnahme wird klassifiziert, sobald das Modell bereit ist.
page-waiting_for_turn = Die Aufnahme befindet sich in der Warteschlange.
page-preparing = Datei wird vorbereitet
page-inferring = Aufnahme wird klassifiziert
page-film_waits = wartet
page-film_runs = in Arbeit
page-film_failed = fehlgeschlagen
page-refused = Nicht klassifiziert
page-not_read = Diese Datei konnte nicht klassifiziert werden
page-burned_in = Laut Header ist Text in diese Aufnahme eingebrannt. Er kann den Patientennamen enthalten und die Vorhersage beeinflusst haben.
page-no_engine = Das Modell ist nicht verfügbar
page-retry = Erneut versuchen
page-model = Über dieses Modell
page-limits = Bekannte Einschränkungen
page-model_loading = Modellkarte wird geladen.
page-model_name = Netz
page-model_input = Eingabe
page-model_size = Größe
page-model_test = Genauigkeit, gleiche Quellen
page-model_external = Genauigkeit, andere Quellen
page-model_date = Exportiert
page-model_licence = Lizenz
page-not_tested = nicht getestet
page-requests = Netzwerkanfragen seit dem Laden des Modells
page-download_label = Download des Modells
page-reading_label = Fortschritt der Klassifikation
page-read_frames = Jedes der { $frames } Bilder klassifizieren
page-thumbnail = Vorschaubild von { $name }
page-input = { $side } × { $side } Pixel, Graustufen
page-waiting = { $films ->
    [one] 1 weitere Aufnahme wartet
   *[other] { $films } weitere Aufnahmen warten
}
page-class_covid19 = COVID-19
page-class_normal = Normalbefund
page-class_pneumonia = Pneumonie
page-list_pair = { $left }, { $right }
page-alternative_pair = { $left } oder { $right }
page-sentence_pair = { $left } { $right }
page-percentage = { $number } %
page-less_than = < { $number } %
page-more_than = > { $number } %
page-farther = Weiter von den Trainingsaufnahmen entfernt als { $percentile } % der Validierungsaufnahmen; am nächsten: { $sources }.
page-confidence = 95-%-KI { $low } bis { $high }, { $films } Aufnahmen
page-megabyte_count = { $number } MB
page-part_of = { $received } von { $total }
page-format_list = DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP oder GIF, je bis zu { $mebibytes } MiB
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } Pixel
page-turned_right = um 90° im Uhrzeigersinn gedreht
page-turned_over = um 180° gedreht
page-turned_left = um 90° gegen den Uhrzeigersinn gedreht
page-inverted = invertiert
page-cropped = zugeschnitten
page-turn_upright = Aufrecht drehen
page-invert = Invertieren
page-crop = Eingerahmten Ausschnitt verwenden
page-undo_change = Rückgängig: { $change }
page-million_parameters = { $number } Millionen Parameter
page-class_with_probability = { $class } { $probability }
page-undecided_none = Unentschieden: keine der Klassen passt
page-undecided_between = Unentschieden: { $classes }
page-announced = { $name }: { $outcome }. { $sentences }
page-full_sentence = { $text }.

## The language

language-label = Sprache
language-not_loaded = { $name }: Die Texte dieser Sprache konnten nicht geladen werden. Prüfen Sie die Verbindung und wählen Sie die Sprache erneut.

## The theme

theme-label = Darstellung
theme-system = Wie System
theme-light = Hell
theme-dark = Dunkel
theme-contrast = Hoher Kontrast

## The tour

tour-offer = Rundgang starten: vier Schritte
tour-start = Rundgang
tour-place = Schritt { $number } von { $steps }
tour-next = Weiter
tour-back = Zurück
tour-skip = Rundgang überspringen
tour-done = Fertig
tour-films_title = Aufnahmen hinzufügen
tour-films = Legen Sie hier frontale Thoraxaufnahmen ab: eine oder viele, einen Ordner oder eine ZIP-Datei, als DICOM oder als Bilddateien. Sie können eine Aufnahme auch einfügen. Die Aufnahmen bleiben in diesem Browser. Wenn Sie keine zur Hand haben, verwenden Sie das Beispiel.
tour-answer_title = Antwort lesen
tour-answer = Hier steht die Klasse mit ihrer Wahrscheinlichkeit und dazu, wie weit die Aufnahme von den Trainingsaufnahmen des Modells entfernt ist. Wenn das Modell Klassen nicht unterscheiden kann, sagt es das, statt zu raten; was keine aufrecht dargestellte Thoraxaufnahme ist, wird nicht klassifiziert.
tour-why_title = Genauer hinsehen
tour-why = Fenstern, zoomen, messen und vergleichen Sie; die Taste ? zeigt alle Tasten. Unter der Antwort können Sie anzeigen lassen, wohin das Netz geschaut hat, oder die Antwort auf Scheinkorrelationen prüfen. Eine Karte zeigt, was den Wert beeinflusst hat, nicht, wo eine Erkrankung liegt.
tour-trust_title = Modell und Seite prüfen
tour-trust = „Modell“ zeigt, wie oft das Modell richtigliegt, nach Klasse und nach Quelle; „Datenschutz“, wie Sie prüfen, dass nichts diesen Browser verlässt; „Systemdiagnose“, ob dieses Gerät richtig rechnet. Pneumoscope ist ein Forschungswerkzeug, kein Medizinprodukt.

## The engine

engine-starting = Rechenmodul wird gestartet
engine-loading = Modell wird geladen
engine-failed = Rechenmodul nicht verfügbar
engine-checking_gpu = Ergebnisse der GPU werden überprüft
engine-checking_cpu = Ergebnisse der CPU werden überprüft
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = Bereit auf der { $engine }
engine-ready_on_gpu = Bereit auf der GPU: { $adapter }
engine-requested = die Adresse dieser Seite verlangt die CPU
engine-no_webgpu = dieser Browser unterstützt WebGPU nicht
engine-no_adapter = WebGPU hat keine GPU gefunden
engine-software = WebGPU bietet nur einen Software-Adapter
engine-software_named = WebGPU bietet nur einen Software-Adapter: { $adapter }
engine-not_started = die GPU konnte nicht gestartet werden ({ $message })
engine-wrong = die GPU hat falsche Ergebnisse berechnet: { $deviation }
engine-lost = die GPU ist ausgefallen ({ $message })
engine-off_by = größte Abweichung { $difference }, Toleranz { $tolerance }
engine-took_in_all = { $total } auf der { $engine }: Dekodierung { $decoding }, Vorverarbeitung { $preprocessing }, Netz { $network }

## Failures

failure-no_content = Ein Teil dieser Seite konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut; die Ursache steht in der Konsole des Browsers.
failure-silent = keine Antwort seit { $seconds } Sekunden
failure-several_frames = Die Datei enthält { $frames } Bilder. Speichern Sie die Aufnahme als eigene Datei.
failure-unreadable = Der Browser kann diese Datei nicht lesen. Vielleicht wurde sie verschoben oder ihr Name ist ungültig: Benennen Sie sie um und wählen Sie sie erneut aus.
failure-cancelled = Die Aufnahme wurde abgebrochen, bevor sie an der Reihe war. Mit der Schaltfläche über der Liste können Sie abgebrochene Aufnahmen klassifizieren.
failure-not_at_hand = Die gespeicherte Liste enthält für diese Aufnahme keine Antwort dieses Modells, und die Aufnahmen selbst werden nicht gespeichert: Öffnen Sie die Aufnahme oder legen Sie sie erneut ab.
failure-model_missing = Der Server kann { $file } nicht bereitstellen (Status { $status }). Die Dateien des Modells müssen neben dieser Seite auf demselben Host liegen.
failure-model_unreachable = { $file } konnte nicht heruntergeladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut.
failure-model_refused = Das Modell wurde abgelehnt: { $reason }. Versuchen Sie es erneut, um eine neue Kopie herunterzuladen.
failure-gpu_refused = Die Adresse dieser Seite verlangt WebGPU, das nicht verwendet werden kann: { $reason }. Entfernen Sie ?engine=webgpu, um die CPU zu verwenden.
failure-cpu_wrong = Dieser Prozessor oder Browser berechnet falsche Ergebnisse: { $deviation }. Aktualisieren Sie den Browser oder verwenden Sie einen anderen.
failure-engine_failed = Fehler im Rechenmodul: { $error }
failure-crashed = Das Rechenmodul ist bei dieser Aufnahme abgestürzt und wurde neu gestartet. { $error }
failure-crashed_repeatedly = Das Rechenmodul ist zweimal in Folge abgestürzt und wurde nicht neu gestartet. { $error }
failure-no_worker = Das Rechenmodul konnte in diesem Browser nicht gestartet werden. { $error }
failure-nothing_reported = Es wurde keine Fehlermeldung ausgegeben.
failure-out_of_memory = Der Arbeitsspeicher reichte nicht aus: Schließen Sie andere Tabs und Programme und versuchen Sie es erneut, oder speichern Sie die Aufnahme mit weniger Pixeln.
failure-reported_last = Letzter Fehler: { $error }

## Files that were dropped, pasted or chosen

intake-searching = Aufnahmen werden gesucht.
intake-files_left_out = { $files ->
    [one] { $files } Datei ausgelassen: { $kinds }.
   *[other] { $files } Dateien ausgelassen: { $kinds }.
}
intake-hidden = { $files } versteckt
intake-of_system = { $files ->
    [one] { $files } Systemdatei
   *[other] { $files } Systemdateien
}
intake-directories = { $files ->
    [one] { $files } DICOMDIR
   *[other] { $files } DICOMDIRs
}
intake-programs = { $files ->
    [one] { $files } Programm
   *[other] { $files } Programme
}
intake-documents = { $files ->
    [one] { $files } Text oder Dokument
   *[other] { $files } Texte und Dokumente
}
intake-archives = { $files ->
    [one] { $files } anderes Archiv
   *[other] { $files } andere Archive
}
intake-without_picture = { $files } ohne Bild
intake-link = Das ist ein Link, keine Datei. Speichern Sie das Bild auf dem Gerät und legen Sie die gespeicherte Datei ab.
intake-text = Das ist Text, keine Datei. Legen Sie die Datei einer Aufnahme, einen Ordner oder eine ZIP-Datei ab.
intake-nothing_to_paste = Die Zwischenablage enthält weder ein Bild noch eine Datei. Kopieren Sie eines davon und fügen Sie es erneut ein.
intake-empty_folder = Der Ordner „{ $name }“ ist leer.
intake-unreadable_folder = Der Browser kann den Ordner „{ $path }“ nicht lesen. Wählen Sie stattdessen die Aufnahmen darin aus.
intake-table = Die Tabelle „{ $name }“ ist nicht als Text von höchstens 16 MiB lesbar. Speichern Sie sie als CSV in UTF-8.
intake-model_incomplete = Eine Modellkarte allein ist kein Modell. Legen Sie den Ordner oder die ZIP-Datei mit model.json und den Gewichten ab.
intake-no_films = Keine dieser Dateien ist eine Aufnahme. Wählen Sie einen Ordner mit DICOM- oder Bilddateien.
intake-too_many_files = Es sind mehr als { $limit } Dateien; die übrigen wurden nicht durchsucht. Legen Sie einen kleineren Ordner ab.
intake-too_many_films = Es sind mehr als { $limit } Aufnahmen; die übrigen wurden nicht gelesen. Legen Sie sie in kleineren Portionen ab.

## The example film

example-offer = Keine Aufnahme zur Hand?
example-show = Beispiel anzeigen
example-credit = Beispiel: COVID-19 Image Repository, Medizinische Hochschule Hannover (Winther et al.), CC BY 3.0, verkleinert.

## The choice of the model

model_choice-label = Modell
model_choice-saves_data = Das kompakte Modell wird verwendet, weil in diesem Browser der Datensparmodus aktiv ist.
model_choice-slow = Diese Verbindung ist langsam. Das kompakte Modell ist früher bereit, aber weniger genau.
model_choice-keep = In diesem Browser speichern
model_choice-forget = Aus diesem Browser entfernen
model_choice-own_model = Ihr Modell, nicht das dieser Website: Seine Kennzahlen stammen aus seiner eigenen Modellkarte.
model_choice-not_kept = Ihr Modell geht verloren, wenn Sie diese Seite verlassen.
model_choice-storing = Ihr Modell wird gespeichert.
model_choice-kept = Ihr Modell ist in diesem Browser gespeichert.
model_choice-refused = Dieser Browser speichert Ihr Modell nicht; es geht verloren, wenn Sie diese Seite verlassen.
model_choice-full = Vollständig
model_choice-light = Kompakt
model_choice-yours = Eigenes
model_choice-named = { $model }: { $name }
model_choice-use_light_model = Kompaktes Modell verwenden
model_choice-with_size = { $model }, { $size }

## How answers are read

options-heading = Interpretation der Antworten
options-level_label = Niveau der Antwortmengen
options-purpose_label = Arbeitspunkt
options-disease = Gesuchte Erkrankung
options-prevalence_label = Prävalenz im Patientenkollektiv
options-called = positiv
options-no_point = Das Modell hat keinen Arbeitspunkt für { $class }.
options-with_interval = { $value } ({ $low } bis { $high })
options-level_percent = { $percent } %
options-purpose_screening = Screening
options-purpose_balanced = Ausgewogen
options-purpose_confirming = Bestätigung
options-promise_at = Eine Aufnahme erhält eine Antwort, wenn in ihrer Antwortmenge eine einzige Klasse verbleibt; die Antwortmengen enthalten in jeder Klasse bei { $level } der Aufnahmen die richtige Klasse, solange die Aufnahmen denen der Kalibrierung gleichen.
options-answered_rightly = Bei { $level } erhielten { $answered } der Testaufnahmen eine Antwort; von diesen Antworten waren { $right } richtig.
options-answered_only = Bei { $level } erhielten { $answered } der Testaufnahmen eine Antwort.
options-elsewhere_measured = Antwortmenge bei { $level }. Für andere Krankenhäuser ist dieses Niveau nicht zugesichert: Bei Aufnahmen von dort enthielten die Antwortmengen in { $coverage } der Fälle die richtige Klasse.
options-elsewhere_measured_at = Antwortmenge bei { $level }. Für andere Krankenhäuser ist dieses Niveau nicht zugesichert: Bei Aufnahmen von dort enthielten die Antwortmengen in { $coverage } der Fälle die richtige Klasse (gemessen bei { $measured }).
options-elsewhere_not_measured = Antwortmenge bei { $level }. Für andere Krankenhäuser ist dieses Niveau nicht zugesichert; dort wurde es nicht gemessen.
options-own_promise_at = Antwortmenge bei { $level }: Dieses Niveau gilt für Aufnahmen wie Ihre und für kein anderes Krankenhaus.
options-prevalence_of = { $class } bei { $people } von 1000 Personen

## The user's own films

own_films-heading = Das Modell an eigenen Aufnahmen bewerten
own_films-how = Legen Sie einen Ordner mit den Ordnern „COVID-19“, „normal“ und „pneumonia“ ab oder Aufnahmen zusammen mit einer Tabelle (CSV) mit den Spalten „file“ und „label“. Nichts wird hochgeladen.
own_films-waiting = Die Bewertung ist möglich, sobald alle Aufnahmen klassifiziert sind.
own_films-running = Kennzahlen werden berechnet
own_films-interrupted = Das Rechenmodul wurde angehalten, bevor die Kennzahlen berechnet waren. Starten Sie die Bewertung erneut.
own_films-own = Ihre Aufnahmen
own_films-test = Testaufnahmen
own_films-external = Andere Krankenhäuser
own_films-films = Aufnahmen
own_films-accuracy = Genauigkeit
own_films-ece = Kalibrierungsfehler (ECE)
own_films-refused = Von der Eingangsprüfung abgelehnt
own_films-none = nicht gemessen
own_films-confusion = Ihre Aufnahmen nach Label (Zeilen) und wahrscheinlichster Klasse (Spalten)
own_films-recalibrate = Für diese Aufnahmen kalibrieren
own_films-recalibrate_what = Passt Kalibrierung, Antwortmengen und Arbeitspunkte an Ihre Aufnahmen an. Nur die so gewonnenen Zahlen werden in diesem Browser gespeichert, bis Sie sie entfernen.
own_films-remove = Wieder die Kalibrierung des Modells verwenden
own_films-export = Als model.json speichern
own_films-not_kept = Dieser Browser speichert nichts; die Kalibrierung geht beim Schließen der Seite verloren. Speichern Sie sie als model.json.
own_films-judge = { $films ->
    [one] An der Aufnahme der Liste bewerten
   *[other] An den { $films } Aufnahmen der Liste bewerten
}
own_films-table = Die Labels werden aus { $name } gelesen.
own_films-calibrated_on = Kalibriert an { $films } Ihrer Aufnahmen, { $date }.
own_films-coverage_at = Richtige Klasse in der Antwortmenge bei { $level }
own_films-coverage_label = Richtige Klasse in der Antwortmenge
own_films-films_of = { $films } { $class }
own_films-verdict_worse = Bei Ihren Aufnahmen liegt das Modell in { $accuracy } der Fälle richtig: signifikant schlechter als bei seinen Testaufnahmen ({ $p }). Verlassen Sie sich bei solchen Aufnahmen nicht darauf.
own_films-verdict_not_worse = Bei Ihren Aufnahmen liegt das Modell in { $accuracy } der Fälle richtig: nicht signifikant schlechter als bei seinen Testaufnahmen.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = Nach Kalibrierung für Ihre Aufnahmen betrüge der Kalibrierungsfehler { $after } statt { $before }; dabei wird jede Aufnahme ohne Daten derselben Person vorhergesagt.

## The list of films

worklist-heading = Aufnahmen
worklist-search = Nach Name suchen
worklist-filter_label = Anzeigen
worklist-order_label = Sortierung
worklist-pause = Pausieren
worklist-resume = Fortsetzen
worklist-clear = Liste leeren
worklist-undo_clear = Rückgängig
worklist-export_csv = Als CSV speichern
worklist-export_json = Als JSON speichern
worklist-export = Angezeigte Liste speichern
worklist-nothing_listed = Keine Aufnahme entspricht Suche und Filter.
worklist-paused = Pausiert
worklist-no_pace = Restzeit wird geschätzt
worklist-progress = Klassifizierte Aufnahmen
worklist-doubt_means = Unsicherheit: Aufnahmen mit mehr Klassen in der Antwortmenge stehen zuerst (eine leere Menge zählt wie eine mit allen Klassen), bei Gleichstand die mit gleichmäßiger verteilten Wahrscheinlichkeiten (Entropie).
worklist-hidden = zuerst selbst befunden
worklist-cancelled = abgebrochen
worklist-not_at_hand = öffnen oder erneut ablegen
worklist-formula = Einige Namen beginnen wie Formeln (mit =, +, - oder @). Sie werden unverändert gespeichert, damit Programme die Aufnahmen finden; importieren Sie die Spalte „file“ als Text.
worklist-not_saved = Der Browser hat die Datei nicht gespeichert.
worklist-keep = Diese Liste in diesem Browser speichern
worklist-keep_what = Namen, Antworten, Markierungen und Ihre eigenen Befunde bleiben dann beim Neuladen erhalten, bis Sie diese Option abwählen; dann werden sie gelöscht. Aufnahmen werden nicht gespeichert; Chrome und Edge merken sich, wo abgelegte Aufnahmen liegen, um sie mit Ihrer Erlaubnis wieder zu öffnen.
worklist-not_kept = In diesem Browser kann die Seite die Liste nicht speichern.
worklist-reopen = Aufnahmen wieder öffnen
worklist-drop_again = Legen Sie die Aufnahmen oder ihren Ordner erneut ab, um die Bilder zu sehen: Die Zuordnung erfolgt nach Name, Größe und Inhalt.
worklist-done = { $done } von { $all } Aufnahmen,
worklist-cancel = { $waiting ->
    [one] Die wartende Aufnahme abbrechen
   *[other] Die { $waiting } wartenden Aufnahmen abbrechen
}
worklist-continue_cancelled = { $cancelled ->
    [one] Die abgebrochene Aufnahme klassifizieren
   *[other] Die { $cancelled } abgebrochenen Aufnahmen klassifizieren
}
worklist-cleared = { $films ->
    [one] 1 Aufnahme wurde aus der Liste entfernt.
   *[other] { $films } Aufnahmen wurden aus der Liste entfernt.
}
worklist-flag = { $name } markieren
worklist-with_reader = { $note }; Sie: { $class }
worklist-without_file = { $films ->
    [one] 1 Aufnahme der gespeicherten Liste ist nicht geöffnet.
   *[other] { $films } Aufnahmen der gespeicherten Liste sind nicht geöffnet.
}
worklist-key_next = Nächste Aufnahme
worklist-key_previous = Vorherige Aufnahme
worklist-key_flag = Aufnahme markieren oder Markierung entfernen
worklist-key_search = Liste durchsuchen
worklist-key_class = Verblindet befunden: COVID-19, Normalbefund, Pneumonie
worklist-key_sureness = Verblindet befunden: geraten, unsicher, sicher
worklist-order_arrival = Wie abgelegt
worklist-order_name = Name
worklist-order_shuffled = Zufällig
worklist-order_prediction = Vorhersage
worklist-order_probability = Wahrscheinlichkeit: { $class }
worklist-order_doubt = Unsicherheit, größte zuerst
worklist-filter_all = Alle Aufnahmen
worklist-filter_unfinished = Nicht abgeschlossen
worklist-filter_answered = Mit Antwort
worklist-filter_undecided = Unentschieden
worklist-filter_refused = Nicht klassifiziert
worklist-filter_failed = Fehlgeschlagen
worklist-filter_flagged = Markiert
worklist-filter_unread = Von Ihnen nicht befundet
worklist-count_all = { $films ->
    [one] 1 Aufnahme
   *[other] { $films } Aufnahmen
}
worklist-count_some = { $listed } von { $all } Aufnahmen
worklist-seconds_left_few = noch weniger als 10 s
worklist-seconds_left = noch etwa { $seconds } s
worklist-minutes_left = noch etwa { $minutes } min
worklist-hours_left = noch etwa { $hours } h { $minutes } min
worklist-left_out_films = { $films ->
    [one] 1 Aufnahme ist ausgelassen: Sie ist nicht abgeschlossen oder von Ihnen noch nicht befundet.
   *[other] { $films } Aufnahmen sind ausgelassen: Sie sind nicht abgeschlossen oder von Ihnen noch nicht befundet.
}
worklist-unnamed_film = Aufnahme { $number }

## Reading blind

readers-switch = Verblindet befunden: Jede Antwort bleibt verborgen, bis Sie Ihre eigene gegeben haben
readers-ask = Was sehen Sie?
readers-ask_how = Wählen Sie eine Klasse und geben Sie dann an, wie sicher Sie sind. Danach erscheint die Antwort des Modells, und Ihre lässt sich nicht mehr ändern.
readers-class = Klasse
readers-how_sure = Wie sicher sind Sie?
readers-heading = Sie und das Modell
readers-how = Für die Aufnahmen, die Sie verblindet befundet haben: wie oft Sie und das Modell übereinstimmen und, wo Ordner oder eine Tabelle die Klasse nennen, wie oft Sie und das Modell jeweils richtigliegen. Als Antwort des Modells gilt seine wahrscheinlichste Klasse, auch wenn es unentschieden ist.
readers-compare = Vergleichen
readers-save = Eigene Befunde als CSV speichern
readers-agreement_label = Übereinstimmung
readers-kappa_label = Cohens Kappa
readers-kappa_means = Kappa ist die Übereinstimmung über den Zufall hinaus: 0 entspricht reinem Zufall, 1 voller Übereinstimmung. In Klammern steht das 95-%-Konfidenzintervall.
readers-confusion = Zeilen: Ihre Klasse. Spalten: die des Modells.
readers-you = Sie
readers-model = Modell
readers-accuracy = Genauigkeit
readers-none = –
readers-read = { $films ->
    [one] Sie haben 1 Aufnahme befundet.
   *[other] Sie haben { $films } Aufnahmen befundet.
}
readers-known = { $films ->
    [one] Bei der einen Aufnahme mit bekannter Klasse:
   *[other] Bei den { $films } Aufnahmen mit bekannter Klasse:
}
readers-button_guess = Geraten
readers-button_unsure = Unsicher
readers-button_sure = Sicher
readers-guess = geraten
readers-unsure = unsicher
readers-sure = sicher
readers-agreement_on = { $films ->
    [one] { $agreement } von 1 Aufnahme
   *[other] { $agreement } von { $films } Aufnahmen
}
readers-no_kappa = nicht definiert: { $reason }
readers-sensitivity_of = Sensitivität, { $class }
readers-specificity_of = Spezifität, { $class }
readers-called_so = { $class } ({ $sureness })
readers-said_so = Ihr Befund: { $called }.

## The viewer

viewer-viewer = Viewer
viewer-toolbar = Werkzeuge des Viewers
viewer-window_label = Fenster
viewer-window_custom = Manuell eingestellt
viewer-invert = Invertieren
viewer-flip_across = Horizontal spiegeln
viewer-flip_down = Vertikal spiegeln
viewer-turn_left = Nach links drehen
viewer-turn_right = Nach rechts drehen
viewer-zoom_out = Verkleinern
viewer-zoom_in = Vergrößern
viewer-fit = Einpassen
viewer-reset = Zurücksetzen
viewer-network = Anzeigen, was das Netz sieht
viewer-smooth = Vergrößerte Pixel glätten
viewer-full_screen = Vollbild
viewer-help = Tastatur und Maus
viewer-close = Schließen
viewer-compare = Vergleichen mit
viewer-compare_none = keiner anderen Aufnahme
viewer-link = Zoom und Ausschnitt beider Aufnahmen koppeln
viewer-decoding = Die Aufnahme wird in voller Bittiefe dekodiert.
viewer-preparing = Was das Netz sieht, wird vorbereitet.
viewer-no_picture = Die Aufnahme kann nicht in voller Bittiefe angezeigt werden
viewer-retry = Erneut versuchen
viewer-not_drawn = Dieser Browser kann die Aufnahme nicht darstellen. Angezeigt wird die kleine Vorschau.
viewer-lengths = Strecken
viewer-no_spacing = Die Datei gibt keinen Pixelabstand an.
viewer-keys = Tasten
viewer-mouse = Maus
viewer-touch = Touch
viewer-keys_everywhere = Tasten wirken auch, solange kein Teil der Seite den Fokus hat. Ohne diese Option klicken Sie zuerst auf die Aufnahme.
viewer-list_keys = Tasten der Liste
viewer-with_key = { $label } ({ $key })
viewer-picture = { $name }, { $caption }. Fragezeichen drücken, um die Tasten anzuzeigen.
viewer-size = { $width } × { $height } px
viewer-network_size = Das Netz sieht { $side } × { $side } px
viewer-remove_length = { $length } entfernen
viewer-key_invert = invertieren
viewer-key_flip_across = horizontal spiegeln
viewer-key_flip_down = vertikal spiegeln
viewer-key_turn_right = nach rechts drehen
viewer-key_turn_left = nach links drehen
viewer-key_zoom_in = vergrößern
viewer-key_zoom_out = verkleinern
viewer-key_fit = einpassen
viewer-key_reset = zurücksetzen
viewer-key_first_window = Fenster des Headers oder genutzter Wertebereich
viewer-key_dark = Fenster für die dunkle Hälfte: Lunge
viewer-key_bright = Fenster für die helle Hälfte: Mediastinum und Knochen
viewer-key_in_use = Fenster für den genutzten Wertebereich
viewer-key_full = Fenster für alle Werte
viewer-key_tools = Werkzeug: Fenster, Verschieben, Zoom, Messen, Lupe
viewer-key_move = Ausschnitt verschieben
viewer-key_window = Fenster: Breite und Zentrum
viewer-key_length = Strecke in der Bildmitte beginnen und beenden
viewer-key_delete = letzte Strecke entfernen
viewer-key_network = was das Netz sieht
viewer-key_smooth = vergrößerte Pixel glätten
viewer-key_full_screen = Vollbild
viewer-key_help = diese Übersicht
viewer-drag_first = Fensterbreite und -zentrum oder gewähltes Werkzeug
viewer-drag_middle = verschieben
viewer-drag_right = zoomen
viewer-wheel = zoomen; im Vollbild genügt das Mausrad
viewer-two_fingers = zoomen und verschieben
viewer-tool_window = Fensterbreite und -zentrum
viewer-tool_pan = Verschieben
viewer-tool_zoom = Zoom
viewer-tool_measure = Strecke messen
viewer-tool_magnify = Lupe
viewer-preset_header = Laut Datei
viewer-preset_header_numbered = Laut Datei, Fenster { $number }
viewer-preset_in_use = Genutzter Wertebereich
viewer-preset_dark = Dunkle Hälfte (Lunge)
viewer-preset_bright = Helle Hälfte (Mediastinum, Knochen)
viewer-preset_full = Alle Werte
viewer-center_and_width = C { $center }, W { $width }
viewer-of_full_size = { $percent } der Originalgröße
viewer-value_at = { $value } bei { $column }, { $row }
viewer-unit_stored = gespeicherte Werte
viewer-unit_rescaled = reskalierte Werte
viewer-unit_grey = 16-Bit-Grauwerte, auf den genutzten Wertebereich gespreizt
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance } kalibriert
viewer-spacing_stated = { $distance } laut Datei
viewer-spacing_detector = { $distance } am Detektor
viewer-spacing_scanned = { $distance } auf dem gescannten Film
viewer-note_calibrated = Laut Datei auf die Maße im Körper kalibriert.
viewer-note_stated = Nach dem Pixelabstand der Datei; ob er um die Vergrößerung korrigiert ist, gibt sie nicht an.
viewer-note_detector = Am Detektor gemessen: Die Strukturen im Körper sind kleiner.
viewer-note_scanned = Auf dem gescannten Film gemessen: Die Strukturen im Körper sind kleiner.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = Ziehen, linke Taste
viewer-middle_drag = Ziehen, mittlere Taste
viewer-right_drag = Ziehen, rechte Taste
viewer-ctrl_wheel = Strg + Mausrad
viewer-one_finger = Ein Finger
viewer-with_two_fingers = Zwei Finger
viewer-space_key = Leertaste
viewer-arrow_keys = Pfeiltasten
viewer-shift_arrows = Umschalt + Pfeiltasten
viewer-enter_key = Eingabe
viewer-delete_key = Entf

## Where the network looked

explain-show = Anzeigen, wohin das Netz geschaut hat
explain-heading = Wohin das Netz geschaut hat
explain-hide = Karte entfernen
explain-working = Karten werden berechnet
explain-failed = Die Antwort konnte nicht erklärt werden
explain-class = Was spricht für
explain-map = Karte
explain-opacity = Deckkraft
explain-contour = Linie bei halber Skala
explain-occlude = Teile der Aufnahme abdecken
explain-cancel = Abbrechen
explain-occluding = Bisher abgedeckte Teile
explain-note = Eine solche Karte zeigt, welche Teile der Aufnahme den Wert des Netzes beeinflusst haben. Sie zeigt nicht, wo eine Erkrankung liegt, und eine plausible Karte macht eine Antwort nicht richtig.
explain-nothing = In dieser Karte spricht kein Teil der Aufnahme für { $class }.
explain-kind_finer = Klassenaktivierung, feiner
explain-kind_last = Klassenaktivierung, letzte Merkmalskarte
explain-kind_occlusion = Okklusion
explain-meaning_activation = Farben: was jedes der { $side } × { $side } Felder zum Wert des Netzes für { $class } vor der Kalibrierung (Logit) beiträgt. Was dagegen spricht, bleibt farblos. Die Skala ist für alle Klassen gleich.
explain-meaning_occlusion = Farben: um wie viele Prozentpunkte die Wahrscheinlichkeit für { $class } sinkt, wenn ein graues Quadrat die Stelle verdeckt. Die Skala ist für alle Klassen gleich.
explain-occlusion = Ein graues Quadrat mit einem Achtel der Seitenlänge wird über die Aufnahme bewegt, und das Netz klassifiziert jede der { $count } Kopien. Andere Aufnahmen haben Vorrang.
explain-progress_of = { $done } von { $count }
explain-strongest_at = Am stärksten für { $class } { $place }: { $value } von { $maximum } auf der Skala.
explain-place_upper_left = links oben im Bild
explain-place_lower_left = links unten im Bild
explain-place_left = links im Bild
explain-place_upper_right = rechts oben im Bild
explain-place_lower_right = rechts unten im Bild
explain-place_right = rechts im Bild
explain-place_top = oben im Bild
explain-place_bottom = unten im Bild
explain-place_middle = in der Bildmitte

## The check for shortcuts

lens-check = Auf Scheinkorrelationen prüfen
lens-heading = Prüfung auf Scheinkorrelationen
lens-working = Veränderte Kopien der Aufnahme werden klassifiziert
lens-failed = Die Kopien konnten nicht klassifiziert werden
lens-note = Die Lunge wird durch eine für alle Aufnahmen gleiche Ellipse verdeckt, nicht entlang ihrer Kontur. Buchstaben werden verdeckt, wo sie gefunden werden. Auch eine Antwort, die diese Prüfung besteht, kann falsch sein.
lens-lungs_hidden = Lunge verdeckt
lens-border_hidden = Rand verdeckt
lens-letters_hidden = Buchstaben verdeckt
lens-mirrored = gespiegelt
lens-reencoded = neu kodiert (JPEG, Qualität 50)
lens-turned = um 5 Grad gedreht
lens-cropped = auf neun Zehntel zugeschnitten
lens-border_only = nur Rand
lens-jpeg = JPEG, Qualität 50
lens-no_letters = Keine Buchstaben gefunden
lens-stays = Bleibt: { $result }
lens-changes = Wechselt zu: { $result }
lens-answer_sound = Die Antwort ändert sich, wenn die Lunge verdeckt ist, und bleibt bei allen anderen Veränderungen gleich. So soll es sein.
lens-class_sound = Die wahrscheinlichste Klasse, { $class }, ändert sich, wenn die Lunge verdeckt ist, und bleibt bei allen anderen Veränderungen gleich. So soll es sein.
lens-answer_without_lungs = Die Antwort bleibt auch bei verdeckter Lunge gleich: Vertrauen Sie ihr nicht.
lens-class_without_lungs = Die wahrscheinlichste Klasse, { $class }, bleibt auch bei verdeckter Lunge gleich: Vertrauen Sie ihr nicht.
lens-answer_moved = Die Antwort ändert sich, obwohl die Lunge zu sehen ist ({ $changes }): Verlassen Sie sich nicht darauf.
lens-class_moved = Die wahrscheinlichste Klasse, { $class }, ändert sich, obwohl die Lunge zu sehen ist ({ $changes }): Verlassen Sie sich nicht darauf.
lens-also_moved = Sie ändert sich, obwohl die Lunge zu sehen ist ({ $changes }).
lens-share_without_lungs = Von den Testaufnahmen mit der Vorhersage { $class } behalten { $share } diese Vorhersage, wenn die Lunge verdeckt ist.

## The report

report-open = Bericht
report-title = Röntgen-Thorax, Vorhersage des Modells
report-print = Drucken oder als PDF speichern
report-save_png = Als PNG speichern
report-close = Schließen
report-not_saved = Der Browser hat das Bild nicht gespeichert.
report-reference = Name oder Kennung (optional, wird nicht gespeichert)
report-film = Die Aufnahme
report-film_with_map = Die Aufnahme mit der darüber eingeblendeten Karte. Eine Karte zeigt, was den Wert des Modells beeinflusst hat, nicht, wo eine Erkrankung liegt.
report-answer = Antwort
report-probabilities = Kalibrierte Wahrscheinlichkeiten
report-cautions = Vorbehalte
report-no_cautions = Bei dieser Aufnahme keine über die Einschränkungen des Modells hinaus.
report-model = Modell
report-provenance = Herkunft
report-set_label = Nicht auszuschließen
report-no_class = keine Klasse passt
report-set_worth = Aussagekraft der Antwortmenge
report-reader = Befund vor Kenntnis der Antwort
report-network = Netz
report-accuracy_test = Genauigkeit, gleiche Quellen
report-accuracy_external = Genauigkeit, andere Quellen
report-ece_test = Kalibrierungsfehler (ECE), gleiche Quellen
report-ece_external = Kalibrierungsfehler (ECE), andere Quellen
report-calibration = Kalibrierung
report-film_hash = SHA-256 der Datei der Aufnahme
report-not_known = nicht bekannt
report-film_size = Aufnahme
report-weights_hash = SHA-256 der Gewichte (der Hashes ihrer Teildateien)
report-scorecard_hash = SHA-256 der Modellkarte
report-engine = Berechnet auf
report-time = Bericht erstellt
report-software = Software
report-doubt_label = Unsicherheit (Entropie, in Prozent des Maximums)
report-reference_line = Kennung: { $reference }
report-set_at_level = { $classes }, bei einem Niveau von { $level }
report-estimate_and_films = { $estimate }, { $films } Aufnahmen

## The other pages

pages-navigation = Seiten
pages-name_films = Aufnahmen
pages-name_model = Modell
pages-name_privacy = Datenschutz
pages-name_diagnosis = Systemdiagnose
pages-not_defined = nicht definiert
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = Ergebnisse
model_page-split_label = Datensatz
model_page-intervals = Alle Kennzahlen mit 95-%-Konfidenzintervall: Wilson für Anteile, Bootstrap über Patienten für die übrigen. Anhand der Testaufnahmen oder der Aufnahmen anderer Quellen wurde nichts ausgewählt.
model_page-confusion = Konfusionsmatrix
model_page-confusion_note = Zeilen sind die Labels, Spalten die Vorhersagen; Anteile beziehen sich auf die Zeile.
model_page-label = Label
model_page-roc = ROC-Kurven
model_page-false_positives = 1 − Spezifität
model_page-sensitivity = Sensitivität
model_page-reliability = Kalibrierungsdiagramm
model_page-confidence = Wahrscheinlichkeit der Vorhersage
model_page-accuracy = Genauigkeit
model_page-reliability_note = Auf der Diagonale sind Vorhersagen so oft richtig, wie ihre Wahrscheinlichkeit angibt.
model_page-classes = Nach Klasse
model_page-sources = Nach Quelle
model_page-sources_note = Ein Modell, das die Sammlung statt der Erkrankung erkennt, ist bei einer Quelle gut und bei der nächsten schlecht.
model_page-no_plot = Diese Modellkarte enthält keine Punkte für dieses Diagramm.
model_page-data = Aufnahmen
model_page-hashes = Hashes (SHA-256)
model_page-weights = Gewichte
model_page-list = Liste der Aufnahmen
model_page-plot = { $heading }: { $figures }
model_page-dot = { $films ->
    [one] 1 Aufnahme, { $accuracy }
   *[other] { $films } Aufnahmen, { $accuracy }
}
model_page-column_class = Klasse
model_page-column_films = Aufnahmen
model_page-column_sensitivity = Sensitivität
model_page-column_specificity = Spezifität
model_page-column_ppv = PPW
model_page-column_npv = NPW
model_page-column_source = Quelle
model_page-column_accuracy = Genauigkeit
model_page-column_split = Datensatz
model_page-split_val = Validierung (optimistisch)
model_page-split_test = Test (gleiche Quellen)
model_page-split_external = Andere Quellen
model_page-headline_of = { $films } Aufnahmen: Genauigkeit { $accuracy }, balancierte Genauigkeit { $balanced }, erwarteter Kalibrierungsfehler (ECE) { $ece }.
model_page-curve_of = { $class }, AUROC { $area }

## The page on privacy

privacy_page-lead = Aufnahmen werden in diesem Browser dekodiert und klassifiziert. Sie werden nicht hochgeladen, und nichts davon wird gespeichert, es sei denn, Sie speichern es selbst.
privacy_page-now = Jetzt
privacy_page-sealed = Der Service Worker ist aktiv: Er liefert diese Seite aus dem Cache des Browsers und verweigert jede andere Anfrage.
privacy_page-not_sealed = Der Service Worker ist noch nicht aktiv, oder dieser Browser hat keinen. Die Sicherheitsrichtlinie der Seite verbietet Anfragen an andere Hosts trotzdem.
privacy_page-how = Wodurch das sichergestellt ist
privacy_page-check = Wie Sie es selbst prüfen
privacy_page-policy = Die Sicherheitsrichtlinie dieser Seite
privacy_page-no_policy = Die Sicherheitsrichtlinie konnte nicht gelesen werden.
privacy_page-means_policy = Eine Content-Security-Policy erlaubt nur Anfragen an den eigenen Host dieser Seite; Formulare, Frames und fremde Skripte lässt sie nicht zu.
privacy_page-means_worker = Ein Service Worker verweigert jede Anfrage, die nicht den eigenen Dateien der Seite oder des Modells gilt.
privacy_page-means_requests = Nach dem Laden des Modells stellt die Seite keine einzige Anfrage mehr; gezählt werden die Aufzeichnungen des Browsers selbst, hier und in jedem Worker.
privacy_page-means_files = Dateien werden von der Seite gelesen, nicht an sie gesendet: Es gibt keinen Servercode, nur einen Ordner mit Dateien und deren Hashes.
privacy_page-step_tools = Öffnen Sie die Entwicklertools (F12) mit dem Bereich „Netzwerk“ und klassifizieren Sie dann eine Aufnahme: Es wird nichts aufgeführt.
privacy_page-step_offline = Trennen Sie die Netzwerkverbindung (Flugmodus oder „Offline“ im Bereich „Netzwerk“) und klassifizieren Sie eine weitere Aufnahme: Es funktioniert, ebenso das Neuladen der Seite.
privacy_page-step_storage = Sehen Sie unter „Anwendung“ den Bereich „Speicher“ an: Die Caches enthalten die Seite und das Modell, aber keine Aufnahme.
privacy_page-step_hashes = Vergleichen Sie die Dateien mit den Hashes in manifest.json, das jeder Version beiliegt.

## The page on the engine

diagnosis_page-lead = Was dieser Browser und sein Gerät melden und ob sie richtig rechnen. Nichts davon wird versendet; kopieren Sie es in einen Fehlerbericht.
diagnosis_page-examine = Rechenmodul prüfen
diagnosis_page-waiting = Eine Aufnahme ist in Arbeit; danach folgt die Prüfung.
diagnosis_page-running = Die Referenzprüfung läuft, und die Dauer jeder Operation wird gemessen.
diagnosis_page-copy = Bericht kopieren
diagnosis_page-copied = Kopiert.
diagnosis_page-not_copied = Der Browser hat es nicht erlaubt: Markieren Sie den Text und kopieren Sie ihn.
diagnosis_page-report = Bericht

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = Normalbefund
model-class_pneumonia = Pneumonie

## The gate.

model-gate_mirrored = das Herz scheint rechts zu liegen: gespiegelte Aufnahme oder Dextrokardie; vergleichen Sie mit der Seitenmarkierung
model-gate_turned_clockwise = die Aufnahme liegt auf der Seite, im Uhrzeigersinn gedreht; drehen Sie sie um 90 Grad zurück
model-gate_upside_down = die Aufnahme steht auf dem Kopf; drehen Sie sie um 180 Grad
model-gate_turned_counterclockwise = die Aufnahme liegt auf der Seite, gegen den Uhrzeigersinn gedreht; drehen Sie sie um 90 Grad zurück
model-gate_inverted = die Aufnahme ist ein Negativ mit dunklen Knochen und heller Lunge; invertieren Sie sie
model-gate_lateral = dies scheint eine seitliche Thoraxaufnahme zu sein; wählen Sie eine frontale (PA oder AP)
model-gate_other_radiograph = dies scheint eine Röntgenaufnahme einer anderen Körperregion zu sein; wählen Sie eine frontale Thoraxaufnahme
model-gate_slice = dies scheint ein CT- oder MRT-Schnittbild zu sein; wählen Sie eine frontale Thoraxaufnahme
model-gate_composite = dies scheinen mehrere Aufnahmen zu sein oder eine Aufnahme in einem Screenshot, Foto oder Rahmen; schneiden Sie das Bild auf eine einzelne Aufnahme zu oder wählen Sie die Aufnahme selbst
model-gate_other = dies scheint keine Thoraxaufnahme zu sein; wählen Sie eine frontale Thoraxaufnahme
model-gate_coloured = das Bild hat kräftige Farben, eine Thoraxaufnahme ist grau; wählen Sie die Aufnahme selbst

## Reasons beside an answer or for an abstention.

model-reading_no_sets = das Modell hat keine Antwortmengen, weil es nicht exportiert wurde: unsichere Aufnahmen erhalten eine Antwort wie alle anderen
model-reading_unusually_low = die Wahrscheinlichkeit für { $top } ist höher als die für { $only }, aber ungewöhnlich niedrig für eine Aufnahme der Klasse { $top }
model-reading_no_class_fits = die Aufnahme passt zu keiner der Klassen gut genug
model-reading_two_classes = { $one } und { $other } lassen sich nicht unterscheiden
model-reading_any_class = keine Klasse lässt sich ausschließen
model-reading_far = diese Aufnahme ist weiter von den Trainingsaufnahmen entfernt als { $percentile } % der Validierungsaufnahmen (am nächsten: { $sources }); Klassen werden daher nur auf dem Niveau von { $level } % ausgeschlossen

## Operating points and prevalence.

model-purpose_screening = Screening
model-purpose_balanced = ausgewogen
model-purpose_confirming = Bestätigung
model-aim_screening = Screening, um wenig zu übersehen
model-aim_balanced = Ausgewogen
model-aim_confirming = Bestätigung, mit wenigen Fehlalarmen
model-point_on_test_films = { $aim }: Ab einer Wahrscheinlichkeit von { $threshold } % gilt eine Aufnahme als positiv für { $class }; von den Testaufnahmen der Klasse { $class } werden so { $found } % ({ $found_low } bis { $found_high }) erkannt, von den übrigen lösen { $alarms } % ({ $alarms_low } bis { $alarms_high }) einen Fehlalarm aus.
model-point_on_fitted_films = { $aim }: Ab einer Wahrscheinlichkeit von { $threshold } % gilt eine Aufnahme als positiv für { $class }; von den zur Anpassung verwendeten Aufnahmen der Klasse { $class } werden so { $found } % ({ $found_low } bis { $found_high }) erkannt, von den übrigen lösen { $alarms } % ({ $alarms_low } bis { $alarms_high }) einen Fehlalarm aus.
model-point_not_measured = { $aim }: Ab einer Wahrscheinlichkeit von { $threshold } % gilt eine Aufnahme als positiv für { $class }; wie oft das richtig ist, wurde nicht gemessen.
model-point_elsewhere = Bei Aufnahmen anderer Krankenhäuser werden { $found } % ({ $found_low } bis { $found_high }) erkannt, und { $alarms } % ({ $alarms_low } bis { $alarms_high }) lösen einen Fehlalarm aus.
model-outlook = Von 1000 solchen Personen wären { $called } ({ $called_low } bis { $called_high }) positiv für { $class }, davon { $right } ({ $right_low } bis { $right_high }) zu Recht; übersehen würden { $missed } ({ $missed_low } bis { $missed_high }) Erkrankte.

## Splits of the films.

model-split_train = Training
model-split_val = Validierung
model-split_test = Test
model-split_external = Extern

## Files that cannot be read.

model-file_empty = die Datei ist leer; wählen Sie die Datei der Aufnahme selbst
model-file_too_long = die Datei hat { $mebibytes } MiB und überschreitet die Grenze von { $limit } MiB; speichern Sie die Aufnahme als kleinere Datei
model-file_too_long_unpacked = die Datei hat entpackt mehr als { $limit } MiB; speichern Sie die Aufnahme als kleinere Datei
model-file_too_many_pixels = das Bild hat { $width } × { $height } Pixel und überschreitet die Grenze von { $limit } Millionen; speichern Sie die Aufnahme mit geringerer Auflösung
model-file_too_much_memory = die Datei im Format { $kind } würde zu viel Arbeitsspeicher benötigen; speichern Sie die Aufnahme als einfaches PNG in Graustufen
model-file_too_small = das Bild hat { $width } × { $height } Pixel, eine Aufnahme braucht mindestens { $least } auf jeder Seite; wählen Sie die Aufnahme selbst statt einer kleinen Vorschau
model-file_strip = das Bild ist ein Streifen von { $width } × { $height } Pixeln, eine Aufnahme ist höchstens { $most }-mal so lang wie breit; wählen Sie eine einzelne Aufnahme
model-file_no_contrast = das Bild ist nahezu einförmig, seine Grauwerte haben fast keinen Umfang; exportieren Sie die Aufnahme erneut mit vollem Wertebereich
model-file_two_levels = das Bild hat nur zwei Graustufen (ein Bit je Pixel, wie beim Fax); wählen Sie die Aufnahme mit allen Graustufen
model-file_not_finite = die Datei im Format { $kind } enthält Werte, die keine endlichen Zahlen sind; ersetzen Sie diese oder exportieren Sie die Aufnahme als PNG
model-file_unknown_format = die Datei hat kein bekanntes Bildformat; wählen Sie eine Aufnahme im Format DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP oder GIF
model-file_cmyk = die Datei im Format { $kind } enthält CMYK-Farben (Druckfarben); speichern Sie die Aufnahme in Graustufen oder RGB
model-file_variant = diese Variante von { $kind } wird nicht unterstützt ({ $detail }); speichern Sie die Aufnahme als PNG mit 8 oder 16 Bit
model-file_truncated = die Datei im Format { $kind } ist unvollständig; kopieren Sie sie noch einmal oder laden Sie sie erneut herunter
model-file_damaged = die Datei im Format { $kind } ist beschädigt ({ $detail }); kopieren oder exportieren Sie sie erneut
model-file_unknown_syntax = die Transfersyntax der DICOM-Datei wird nicht unterstützt: unbekannt ({ $uid }); konvertieren Sie die Datei mit `dcmdjpeg` oder `dcmconv` oder exportieren Sie die Aufnahme als PNG
model-file_syntax = die Transfersyntax der DICOM-Datei wird nicht unterstützt: { $name } ({ $uid }); konvertieren Sie die Datei mit `dcmdjpeg` oder `dcmconv` oder exportieren Sie die Aufnahme als PNG
model-file_no_picture = die DICOM-Datei enthält kein Bild; wählen Sie die Datei der Aufnahme selbst
model-file_directory = die DICOM-Datei enthält kein Bild, sondern nur ein Verzeichnis anderer Dateien (DICOMDIR); wählen Sie die Datei der Aufnahme selbst
model-file_several_frames = die Datei im Format { $kind } enthält { $frames } Einzelbilder; wählen Sie eines aus oder speichern Sie das gewünschte als eigene Datei
model-file_several_films = die Datei im Format { $kind } enthält { $films } Aufnahmen; wählen Sie eine aus oder speichern Sie die gewünschte als eigene Datei
model-file_no_such_frame = die Datei im Format { $kind } hat kein Einzelbild { $frame }; wählen Sie eines von 1 bis { $frames }
model-file_other_examination = laut DICOM-Header ist dies keine frontale Thoraxaufnahme: { $says }; wählen Sie eine andere Datei
model-file_wrong_length = für ein Bild von { $width } × { $height } Pixeln wurden { $values } Grauwerte übergeben; übergeben Sie einen je Pixel
model-file_outside_picture = das Rechteck liegt nicht innerhalb des Bildes von { $width } × { $height } Pixeln; wählen Sie ein anderes
model-file_not_resized = die Bildgröße lässt sich nicht ändern ({ $detail }); speichern Sie die Aufnahme als einfaches PNG in Graustufen

## Archives.

model-archive_truncated = das Archiv ist unvollständig; kopieren Sie es noch einmal oder laden Sie es erneut herunter
model-archive_damaged = das Archiv ist beschädigt ({ $detail }); kopieren Sie es noch einmal oder laden Sie es erneut herunter
model-archive_document = die Datei ist ein Office-Dokument oder ein Programm; exportieren Sie das Bild daraus als PNG und wählen Sie dieses
model-archive_no_films = das Archiv enthält keine Aufnahmen; wählen Sie die Aufnahme selbst
model-archive_encrypted = die Datei ist verschlüsselt; entpacken Sie das Archiv mit seinem Passwort und wählen Sie die Aufnahme selbst
model-archive_method = das Kompressionsverfahren des Archivs ({ $method }) wird nicht unterstützt; entpacken Sie das Archiv und wählen Sie die Aufnahme selbst
model-archive_divided = dies ist nur ein Teil eines mehrteiligen Archivs; entpacken Sie das Archiv und wählen Sie die Aufnahmen selbst
model-archive_too_many_files = das Archiv enthält { $files } Dateien und überschreitet die Grenze von { $limit }; entpacken Sie es und wählen Sie die Aufnahmen selbst
model-archive_expands_too_far = das Archiv enthält nach eigener Angabe { $mebibytes } MiB, zu viel für seine Größe; entpacken Sie es und wählen Sie die Aufnahmen selbst
model-archive_unreadable = das Archiv kann nicht gelesen werden: { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = die Datei ist { $what }; { $advice }
model-format_avif_picture = ein AVIF-Bild
model-format_heic_picture = ein HEIC-Bild, ein Fotoformat von Smartphones
model-format_heif_picture = ein HEIF-Bild
model-format_jpeg_xl_picture = ein JPEG-XL-Bild
model-format_video = ein Video
model-format_svg_drawing = eine SVG-Zeichnung
model-format_web_page = eine Webseite (HTML)
model-format_xml_text = ein XML-Text
model-format_git_lfs_pointer = ein git-lfs-Verweis anstelle des Bildes
model-format_pdf_document = ein PDF-Dokument
model-format_postscript_document = ein PostScript-Dokument
model-format_rich_text = ein Rich-Text-Dokument (RTF)
model-format_old_office_document = ein Office-Dokument in einem alten Format
model-format_jpm_document = ein JPEG-2000-Dokument (JPM)
model-format_djvu_document = ein DjVu-Dokument
model-format_zip_archive = ein ZIP-Archiv
model-format_rar_archive = ein RAR-Archiv
model-format_7z_archive = ein 7z-Archiv
model-format_gzip_file = eine gzip-Datei
model-format_bzip2_file = eine bzip2-Datei
model-format_xz_file = eine xz-Datei
model-format_zstandard_file = eine Zstandard-Datei
model-format_photoshop_picture = ein Photoshop-Bild
model-format_jpeg_xr_picture = ein JPEG-XR-Bild
model-format_openexr_picture = ein OpenEXR-Bild
model-format_fits_picture = ein FITS-Bild
model-format_nrrd_volume = ein NRRD-Volumen
model-format_metaimage_volume = ein MetaImage-Volumen
model-format_nifti_volume = ein NIfTI-Volumen
model-format_numpy_array = ein NumPy-Array
model-format_hdf5_file = eine HDF5-Datei
model-format_netpbm_picture = ein Netpbm-Bild (PGM, PPM)
model-advice_convert = dieses Format wird nicht unterstützt: Konvertieren Sie die Datei in PNG oder exportieren Sie die Aufnahme erneut als PNG oder DICOM
model-advice_export = exportieren Sie die Aufnahme selbst daraus als PNG oder DICOM
model-advice_download = solcher Text ersetzt oft einen fehlgeschlagenen Download: Laden Sie die Aufnahme erneut herunter
model-advice_unpack = entpacken Sie die Datei und wählen Sie die Aufnahme darin
model-advice_lfs = laden Sie das Bild mit `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = Modalität { $name }
model-header_body_part = Körperregion nicht Thorax ({ $name })
model-header_view = Projektion nicht frontal ({ $name })
model-modality_bi = biomagnetische Bildgebung (BI)
model-modality_bmd = Knochendichtemessung (BMD)
model-modality_ct = Computertomographie (CT)
model-modality_doc = Dokument (DOC)
model-modality_ecg = Elektrokardiogramm (ECG)
model-modality_es = Endoskopie (ES)
model-modality_gm = Mikroskopie (GM)
model-modality_io = intraorale Röntgenaufnahme (IO)
model-modality_ivoct = intravaskuläre Kohärenztomographie (IVOCT)
model-modality_ivus = intravaskulärer Ultraschall (IVUS)
model-modality_ko = Auswahl von Objekten (KO)
model-modality_mg = Mammographie (MG)
model-modality_mr = Magnetresonanztomographie (MR)
model-modality_nm = Nuklearmedizin (NM)
model-modality_oct = optische Kohärenztomographie (OCT)
model-modality_op = ophthalmologische Fotografie (OP)
model-modality_opt = ophthalmologische Tomographie (OPT)
model-modality_pr = Presentation State (PR)
model-modality_pt = Positronenemissionstomographie (PT)
model-modality_px = Panoramaröntgenaufnahme (PX)
model-modality_rtdose = Bestrahlungsdosis (RTDOSE)
model-modality_rtimage = Bild aus der Strahlentherapie (RTIMAGE)
model-modality_rtplan = Bestrahlungsplan (RTPLAN)
model-modality_rtstruct = Strukturen der Bestrahlungsplanung (RTSTRUCT)
model-modality_seg = Segmentierung (SEG)
model-modality_sm = Objektträgermikroskopie (SM)
model-modality_sr = Befundbericht (SR)
model-modality_tg = Thermographie (TG)
model-modality_us = Ultraschall (US)
model-modality_xa = Angiographie (XA)
model-modality_xc = Fotografie (XC)
model-part_abdomen = Abdomen
model-part_ankle = Sprunggelenk
model-part_arm = Arm
model-part_bladder = Harnblase
model-part_brain = Gehirn
model-part_breast = Mamma
model-part_clavicle = Klavikula
model-part_coccyx = Steißbein
model-part_colon = Kolon
model-part_elbow = Ellenbogen
model-part_extremity = Extremität
model-part_face = Gesicht
model-part_femur = Femur
model-part_fibula = Fibula
model-part_finger = Finger
model-part_foot = Fuß
model-part_forearm = Unterarm
model-part_hand = Hand
model-part_head = Kopf
model-part_heel = Ferse
model-part_hip = Hüfte
model-part_humerus = Humerus
model-part_jaw = Kiefer
model-part_kidney = Niere
model-part_knee = Knie
model-part_leg = Bein
model-part_neck = Hals
model-part_orbit = Orbita
model-part_pelvis = Becken
model-part_sacrum = Sakrum
model-part_scapula = Skapula
model-part_shoulder = Schulter
model-part_sinuses = Nasennebenhöhlen
model-part_skull = Schädel
model-part_spine = Wirbelsäule
model-part_stomach = Magen
model-part_teeth = Zähne
model-part_thigh = Oberschenkel
model-part_thumb = Daumen
model-part_tibia = Tibia
model-part_toe = Zehe
model-part_wrist = Handgelenk
model-view_oblique = schräg
model-view_decubitus = Seitenlage
model-view_lateral = seitlich
model-view_orientation = Patientenausrichtung einer seitlichen Aufnahme

## A model that is rejected.

model-model_file_missing = die zugehörige Datei { $name } fehlt
model-model_file_too_long = { $file } ist länger, als die Modellkarte angibt
model-model_wrong_order = Teildatei { $got } wurde gelesen, erwartet wurde Teildatei { $expected } von { $shards }
model-model_wrong_length = { $file } hat { $got } Byte, die Modellkarte gibt { $expected } an; laden Sie die Datei erneut
model-model_wrong_hash = { $file } ist beschädigt: Der SHA-256 ist { $got }, die Modellkarte gibt { $expected } an; laden Sie die Datei erneut
model-model_incomplete = nur { $got } von { $expected } Teildateien wurden gelesen
model-model_tensor_missing = Tensor { $position } fehlt, das Netz benötigt { $needed }
model-model_wrong_tensor = Tensor { $position } ist { $found }, das Netz benötigt { $needed }
model-model_wrong_count = die Modellkarte führt { $listed } Tensoren auf, das Netz hat { $needed }
model-model_not_finite = Wert { $index } des Tensors { $name } ist keine endliche Zahl
model-model_bad_variance = Wert { $index } des Tensors { $name } ist eine negative Varianz
model-model_bad_scale = die Skalierung von Kanal { $channel } des Tensors { $name } ist keine endliche Zahl größer als null
model-model_bad_level = Wert { $index } des Tensors { $name } ist −128, was 8-Bit-Gewichte nicht verwenden
model-model_out_of_memory = der Arbeitsspeicher reicht nicht für { $mebibytes } MiB Gewichte; verwenden Sie ein kleineres Netz
model-model_bad_side = eine Eingabeseite von { $side } px passt nicht: Sie muss ein positives Vielfaches von { $step } sein
model-model_unknown_network = unbekanntes Netz { $name }; erwartet wird eines von { $names }

## A scorecard that is rejected.

model-scorecard_malformed = die Modellkarte { $file } ist beschädigt oder unvollständig: { $problem }; laden oder exportieren Sie sie erneut
model-scorecard_version = die Modellkarte hat die Formatversion { $found }, diese Programmversion liest die Version { $known }: Verwenden Sie Gewichte und Seite derselben Version
model-scorecard_classes = die Klassen der Modellkarte sind nicht „COVID-19“, „normal“, „pneumonia“ in dieser Reihenfolge; verwenden Sie ein Modell, das für sie exportiert wurde
model-scorecard_wrong = die Modellkarte ist fehlerhaft: { $why }; exportieren Sie das Modell erneut
model-scorecard_too_many_shards = die Modellkarte führt { $shards } Teildateien auf, kein Netz hat mehr als { $limit }; exportieren Sie das Modell erneut
model-scorecard_shard = Teildatei { $index } der Modellkarte ist fehlerhaft: { $problem }; exportieren Sie das Modell erneut
model-scorecard_shard_name = ihr Dateiname folgt nicht dem Muster weights.NNN.bin
model-scorecard_shard_length = ihre Länge ist null oder größer als 16 MiB
model-scorecard_shard_hash = ihr SHA-256 besteht nicht aus 64 hexadezimalen Ziffern in Kleinschreibung
model-scorecard_twice_listed = die Modellkarte führt den Tensor { $name } zweimal auf; exportieren Sie das Modell erneut
model-scorecard_uncountable = die Gesamtgröße der Tensoren der Modellkarte bis { $name } läuft über; exportieren Sie das Modell erneut
model-scorecard_sizes_differ = die Tensoren der Modellkarte belegen { $tensors } Byte, ihre Teildateien enthalten aber { $shards }; exportieren Sie das Modell erneut
model-scorecard_other_features = der Abstand der Modellkarte bezieht sich auf { $found } Merkmale, das Netz hat { $expected }; exportieren Sie das Modell erneut
model-scorecard_golden = golden.{ $field } der Modellkarte ist keine endliche Zahl; exportieren Sie das Modell erneut
model-scorecard_golden_positive = golden.{ $field } der Modellkarte ist keine endliche Zahl größer als null; exportieren Sie das Modell erneut

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets muss für jedes Niveau von 0.8 bis 0.99 einen Eintrag haben, der Reihe nach
model-sets_not_a_score = ein Schwellenwert von answer_sets für { $class } liegt nicht in 0..=1
model-sets_falling = die Schwellenwerte von answer_sets für { $class } fallen mit steigendem Niveau
model-sets_invalid_level = ungültiges Niveau { $level }; erwartet wird ein ganzer Prozentwert von 0.80 bis 0.99, zum Beispiel 0.9
model-points_not_a_probability = der Schwellenwert des Arbeitspunkts für { $class } ({ $purpose }) liegt nicht in 0..=1
model-points_twice = es gibt zwei Arbeitspunkte für { $class } ({ $purpose })
model-calibration_temperature = die Temperatur { $temperature } ist keine positive Zahl
model-calibration_parameters = die Kalibrierung { $method } hat nicht genau die Parameter ihrer Methode: temperature (temperature), scale und bias (vector-scaling) oder weights und bias (dirichlet)
model-calibration_parameter = ein Parameter der Kalibrierung ist keine endliche Zahl
model-gate_not_base64 = die Gewichte der Eingangsprüfung sind nicht in Base64 kodiert
model-gate_wrong_length = die Eingangsprüfung hat { $found } Gewichte statt { $expected }
model-gate_not_finite = eine Zahl der Eingangsprüfung ist nicht endlich
model-distance_direction = eine Richtung von distance ist keine Base64-Kodierung von Zahlen ungleich null
model-distance_groups = die Gruppen von distance fehlen, oder ihre Richtungen sind unterschiedlich lang
model-distance_percentiles = distance muss { $count } endliche, aufsteigende Perzentile haben
model-distance_rule = distance.far.percentile ist { $percentile }; der Wert muss zwischen 1 und { $highest } liegen
model-scorecard_place = { $problem } in Zeile { $line }, Spalte { $column }

## Errors of the engine and of the browser.

model-engine_output = die Ausgabe des Netzes ist keine endliche Zahl
model-engine_not_finite = das Netz hat einen Wert geliefert, der nicht endlich ist
model-engine_wrong_count = das Netz hat { $values } Werte geliefert, weniger als einen je Klasse
model-engine_not_read_back = das Ergebnis kann nicht zurückgelesen werden: { $why }
model-engine_no_weights = die Gewichte für die Erklärung fehlen: { $why }
model-engine_weights_not_kept = sie werden nicht aufbewahrt
model-engine_busy = das Rechenmodul ist beschäftigt oder nicht bereit
model-engine_no_file = die Anfrage enthält keine Datei
model-engine_no_pixels = die Pixel der Aufnahme fehlen
model-engine_no_copies = die Bilder der Kopien fehlen
model-browser_no_adapter = der Browser hat keinen GPU-Adapter
model-browser_lacks = dem Browser fehlt: { $thing }
model-browser_device_lost = Verbindung zum Gerät verloren
model-browser_message = unerwartete Nachricht

## A visitor's own films, and reading blind.

model-own_busy = Eine Aufnahme ist in Arbeit: Versuchen Sie es gleich noch einmal.
model-own_all_refused = Alle Bilder mit Label wurden abgelehnt; es gibt nichts zu bewerten.
model-own_too_few = Es sind zu wenige Aufnahmen, um das Modell dafür zu kalibrieren: Um eine Klasse auf dem Niveau von { $level } % auszuschließen, brauchen die Antwortmengen je Klasse mindestens { $least } Aufnahmen, die nicht weit von den Trainingsaufnahmen entfernt sind. Vorhandene Aufnahmen der Klasse { $class }: { $fewest }.
model-own_no_calibration = die Kalibrierung kann nicht angepasst werden: Sie benötigt Aufnahmen von mindestens zwei Personen
model-own_no_sets = die Antwortmengen können nicht angepasst werden: { $why }
model-own_no_points = die Arbeitspunkte können nicht angepasst werden: { $why }
model-labels_none = Keine der Aufnahmen hat ein Label: Legen Sie einen Ordner mit den Ordnern „COVID-19“, „normal“ und „pneumonia“ ab oder die Aufnahmen zusammen mit einer Tabelle (CSV) mit den Spalten „file“ und „label“.
model-labels_no_table = Die Tabelle { $name } wird nicht verwendet: { $why }.
model-labels_no_columns = ihre erste Zeile nennt die Spalten „file“ und „label“ nicht
model-labels_contradicting_folder = 1 Aufnahme ist ausgelassen: Sie liegt in Ordnern verschiedener Klassen.
model-labels_contradicting_folders = { $films } Aufnahmen sind ausgelassen: Sie liegen in Ordnern verschiedener Klassen.
model-labels_ambiguous_film = 1 Aufnahme ist ausgelassen: Die Zeile, die sie nennt, passt auf mehrere; geben Sie in der Tabelle die Pfade an.
model-labels_ambiguous_films = { $films } Aufnahmen sind ausgelassen: Die Zeilen, die sie nennen, passen auf mehrere; geben Sie in der Tabelle die Pfade an.
model-labels_unmatched = { $rows ->
    [one] 1 Zeile der Tabelle nennt keine Aufnahme der Liste.
   *[other] { $rows } Zeilen der Tabelle nennen keine Aufnahme der Liste.
}
model-labels_unknown = { $rows ->
    [one] 1 Zeile der Tabelle hat kein Label, das „COVID-19“, „normal“ oder „pneumonia“ lautet, sondern zum Beispiel { $label }.
   *[other] { $rows } Zeilen der Tabelle haben kein Label, das „COVID-19“, „normal“ oder „pneumonia“ lautet, sondern zum Beispiel { $label }.
}
model-labels_contradicting_rows = { $files ->
    [one] 1 Datei der Tabelle hat zwei Labels und ist ausgelassen.
   *[other] { $files } Dateien der Tabelle haben zwei Labels und sind ausgelassen.
}
model-readers_none = Es gibt noch keine Aufnahme, die Sie befundet haben und zu der das Modell eine Antwort hat.
model-readers_no_label = Keine der von Ihnen befundeten Aufnahmen hat ein Label.
model-readers_no_film = keine Aufnahme wurde von beiden befundet
model-readers_one_class = beide haben bei jeder Aufnahme dieselbe Klasse gewählt
