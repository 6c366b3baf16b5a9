# The text of the page in French.

## The page

page-no_embedding = L’intégration est désactivée : l’hébergeur de cette page n’a déclaré aucun site autorisé à y classer des clichés. Voir `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = Classification de radiographies thoraciques dans votre navigateur
page-drop_title = Déposez ici des radiographies thoraciques
page-drop_next = Déposez d’autres radiographies thoraciques
page-choose_folder = choisir un dossier
page-take_photo = prendre une photo
page-drop_or = ou collez-en une, ou
page-choose = choisir des fichiers
page-containers = Les clichés sont recherchés dans les dossiers et les fichiers ZIP
page-privacy = Les clichés sont traités dans ce navigateur. Ils ne sont ni envoyés ni conservés.
page-cached = Cette page et son modèle restent en cache pour une utilisation hors connexion, jusqu’à ce que vous effaciez les données de ce site.
page-disclaimer = Outil de recherche ; ce n’est pas un dispositif médical.
page-disclaimer_long = Pneumoscope est destiné à la recherche et à l’enseignement. Ne l’utilisez ni pour diagnostiquer, ni pour traiter, ni pour prendre des décisions concernant des patients.
page-result = Prédiction du modèle
page-nothing_yet = Les probabilités des classes COVID-19, normal et pneumonie s’afficheront ici.
page-waiting_for_engine = Le cliché sera classé dès que le modèle sera prêt.
page-waiting_for_turn = Le cliché est en file d’attente.
page-preparing = Préparation du fichier
page-inferring = Classification du cliché
page-film_waits = en attente
page-film_runs = en cours
page-film_failed = échec
page-refused = Non classé
page-not_read = Ce fichier n’a pas pu être classé
page-burned_in = D’après son en-tête, du texte est incrusté dans ce cliché. Il peut contenir le nom du patient et avoir influencé la prédiction.
page-no_engine = Le modèle n’est pas disponible
page-retry = Réessayer
page-model = À propos de ce modèle
page-limits = Limites connues
page-model_loading = Chargement de la fiche du modèle.
page-model_name = Réseau
page-model_input = Entrée
page-model_size = Taille
page-model_test = Exactitude, mêmes sources
page-model_external = Exactitude, autres sources
page-model_date = Exporté le
page-model_licence = Licence
page-not_tested = non testé
page-requests = Requêtes réseau depuis le chargement du modèle :
page-download_label = Téléchargement du modèle
page-reading_label = Progression de la classification
page-read_frames = Classer chacune des { $frames } images
page-thumbnail = Vignette de { $name }
page-input = { $side } × { $side } pixels, niveaux de gris
page-waiting = { $films ->
    [one] { $films } autre cliché en attente
   *[other] { $films } autres clichés en attente
}
page-class_covid19 = COVID-19
page-class_normal = normal
page-class_pneumonia = pneumonie
page-list_pair = { $left }, { $right }
page-alternative_pair = { $left } ou { $right }
page-sentence_pair = { $left } { $right }
page-percentage = { $number } %
page-less_than = < { $number } %
page-more_than = > { $number } %
page-farther = Plus éloigné des clichés d’entraînement que { $percentile } % des clichés de validation ; au plus près : { $sources }.
page-confidence = { $films ->
    [one] IC à 95 % : { $low } à { $high }, { $films } cliché
   *[other] IC à 95 % : { $low } à { $high }, { $films } clichés
}
page-megabyte_count = { $number } MB
page-part_of = { $received } sur { $total }
page-format_list = DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP ou GIF, jusqu’à { $mebibytes } MiB par fichier
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } pixels
page-turned_right = rotation horaire de 90°
page-turned_over = rotation de 180°
page-turned_left = rotation antihoraire de 90°
page-inverted = niveaux de gris inversés
page-cropped = recadrage
page-turn_upright = Remettre à l’endroit
page-invert = Inverser les niveaux de gris
page-crop = Utiliser la partie encadrée
page-undo_change = Annuler : { $change }
page-million_parameters = { $number } millions de paramètres
page-class_with_probability = { $class } { $probability }
page-undecided_none = Indéterminé : aucune classe ne convient
page-undecided_between = Indéterminé : { $classes }
page-announced = { $name } : { $outcome }. { $sentences }
page-full_sentence = { $text }.

## The language

language-label = Langue
language-not_loaded = Le texte en { $name } n’a pas pu être chargé. Vérifiez la connexion et choisissez de nouveau cette langue.

## The theme

theme-label = Thème
theme-system = Thème du système
theme-light = Clair
theme-dark = Sombre
theme-contrast = Contraste élevé

## The tour

tour-offer = Suivre la visite guidée en quatre étapes
tour-start = Visite guidée
tour-place = Étape { $number } sur { $steps }
tour-next = Suivant
tour-back = Retour
tour-skip = Quitter la visite
tour-done = Terminer
tour-films_title = Ajouter des clichés
tour-films = Déposez ici des radiographies thoraciques de face : une seule, plusieurs, un dossier ou un fichier ZIP, en DICOM ou en format d’image courant. Vous pouvez aussi en coller une. Elles restent dans ce navigateur. Si vous n’en avez pas sous la main, utilisez l’exemple.
tour-answer_title = Lire la réponse
tour-answer = La classe s’affiche ici avec sa probabilité et l’éloignement du cliché par rapport à ceux de l’entraînement. Quand le modèle ne peut départager les classes, il le dit au lieu de deviner ; une image qui n’est pas une radiographie thoracique à l’endroit n’est pas classée.
tour-why_title = Y regarder de plus près
tour-why = Réglez la fenêtre, zoomez, mesurez et comparez ; la touche ? affiche tous les raccourcis clavier. Sous la réponse, demandez où le réseau a regardé, ou recherchez un biais de raccourci. Une carte montre ce qui a fait varier le résultat, non le siège de la maladie.
tour-trust_title = Vérifier le modèle et cette page
tour-trust = « Modèle » indique à quelle fréquence il a raison, par classe et par source ; « Confidentialité », comment vérifier que rien ne quitte ce navigateur ; « Diagnostic technique », si cet appareil calcule correctement. C’est un outil de recherche, non un dispositif médical.

## The engine

engine-starting = Démarrage du moteur de calcul
engine-loading = Chargement du modèle
engine-failed = Moteur de calcul indisponible
engine-checking_gpu = Vérification des résultats du GPU
engine-checking_cpu = Vérification des résultats du CPU
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = Prêt sur le { $engine }
engine-ready_on_gpu = Prêt sur le GPU : { $adapter }
engine-requested = l’adresse de cette page demande le CPU
engine-no_webgpu = ce navigateur ne prend pas en charge WebGPU
engine-no_adapter = WebGPU n’a trouvé aucun GPU
engine-software = WebGPU ne propose qu’un adaptateur logiciel
engine-software_named = WebGPU ne propose qu’un adaptateur logiciel : { $adapter }
engine-not_started = le GPU n’a pas pu être démarré ({ $message })
engine-wrong = le GPU a donné des résultats faux : { $deviation }
engine-lost = le GPU a cessé de fonctionner ({ $message })
engine-off_by = écart maximal { $difference }, tolérance { $tolerance }
engine-took_in_all = { $total } sur le { $engine } : décodage { $decoding }, prétraitement { $preprocessing }, réseau { $network }

## Failures

failure-no_content = Une partie de cette page n’a pas pu être chargée. Vérifiez la connexion et réessayez ; la console du navigateur en donne la raison.
failure-silent = aucune réponse depuis { $seconds } secondes
failure-several_frames = Le fichier contient { $frames } images. Enregistrez le cliché dans un fichier à part.
failure-unreadable = Le navigateur ne peut pas lire ce fichier. Il a peut-être été déplacé, ou son nom n’est pas valide : renommez-le et choisissez-le de nouveau.
failure-cancelled = Ce cliché a été annulé avant son tour. Le bouton au-dessus de la liste permet de classer les clichés annulés.
failure-not_at_hand = La liste conservée ne contient aucune réponse de ce modèle pour ce cliché, et les clichés ne sont pas conservés : ouvrez-le ou déposez-le de nouveau.
failure-model_missing = Le serveur ne peut pas fournir { $file } (statut { $status }). Les fichiers du modèle doivent être hébergés avec cette page.
failure-model_unreachable = { $file } n’a pas pu être téléchargé. Vérifiez la connexion et réessayez.
failure-model_refused = Le modèle a été rejeté : { $reason }. Réessayez pour en télécharger une nouvelle copie.
failure-gpu_refused = L’adresse de cette page demande WebGPU, qui ne peut pas être utilisé : { $reason }. Retirez ?engine=webgpu pour utiliser le CPU.
failure-cpu_wrong = Ce processeur ou ce navigateur donne des résultats faux : { $deviation }. Mettez le navigateur à jour ou utilisez-en un autre.
failure-engine_failed = Échec du moteur de calcul : { $error }
failure-crashed = Le moteur de calcul s’est arrêté brutalement pendant le traitement de ce cliché et a été redémarré. { $error }
failure-crashed_repeatedly = Le moteur de calcul s’est arrêté brutalement deux fois de suite et n’a pas été redémarré. { $error }
failure-no_worker = Le moteur de calcul n’a pas pu être démarré dans ce navigateur. { $error }
failure-nothing_reported = Aucun message d’erreur n’a été signalé.
failure-out_of_memory = La mémoire n’a pas suffi : fermez d’autres onglets et programmes et réessayez, ou enregistrez le cliché avec moins de pixels.
failure-reported_last = Dernière erreur : { $error }

## Files that were dropped, pasted or chosen

intake-searching = Recherche de clichés.
intake-files_left_out = { $files ->
    [one] { $files } fichier écarté : { $kinds }.
   *[other] { $files } fichiers écartés : { $kinds }.
}
intake-hidden = { $files ->
    [one] { $files } caché
   *[other] { $files } cachés
}
intake-of_system = { $files } du système
intake-directories = { $files } DICOMDIR
intake-programs = { $files ->
    [one] { $files } programme
   *[other] { $files } programmes
}
intake-documents = { $files ->
    [one] { $files } texte ou document
   *[other] { $files } textes et documents
}
intake-archives = { $files ->
    [one] { $files } autre archive
   *[other] { $files } autres archives
}
intake-without_picture = { $files } sans image
intake-link = C’est un lien, non un fichier. Enregistrez l’image sur le disque, puis déposez le fichier.
intake-text = C’est du texte, non un fichier. Déposez un fichier de cliché, un dossier ou un fichier ZIP.
intake-nothing_to_paste = Le presse-papiers ne contient ni image ni fichier. Copiez-en un, puis collez de nouveau.
intake-empty_folder = Le dossier « { $name } » est vide.
intake-unreadable_folder = Le navigateur ne peut pas lire le dossier « { $path } ». Choisissez plutôt les clichés qu’il contient.
intake-table = Le tableau « { $name } » n’est pas lisible comme texte de 16 MiB au plus. Enregistrez-le en CSV, encodage UTF-8.
intake-model_incomplete = Une fiche de modèle seule n’est pas un modèle. Déposez le dossier ou le fichier ZIP qui contient model.json et ses poids.
intake-no_films = Aucun de ces fichiers n’est un cliché. Choisissez un dossier contenant des fichiers DICOM ou des images.
intake-too_many_files = Il y a plus de { $limit } fichiers ; les autres n’ont pas été examinés. Déposez un dossier plus petit.
intake-too_many_films = Il y a plus de { $limit } clichés ; les autres n’ont pas été lus. Déposez-les en plusieurs fois.

## The example film

example-offer = Pas de cliché sous la main ?
example-show = Afficher un exemple
example-credit = Exemple : COVID-19 Image Repository, École supérieure de médecine de Hanovre (Winther et al.), CC BY 3.0, taille réduite.

## The choice of the model

model_choice-label = Modèle
model_choice-saves_data = Le modèle léger est utilisé, car ce navigateur est réglé pour économiser les données.
model_choice-slow = Cette connexion est lente. Le modèle léger est prêt plus tôt, mais moins exact.
model_choice-keep = Conserver dans ce navigateur
model_choice-forget = Supprimer de ce navigateur
model_choice-own_model = Modèle fourni par vous, et non par ce site : ses résultats sont ceux de sa propre fiche.
model_choice-not_kept = Votre modèle sera perdu quand vous quitterez cette page.
model_choice-storing = Enregistrement de votre modèle en cours.
model_choice-kept = Votre modèle est conservé dans ce navigateur.
model_choice-refused = Ce navigateur ne conserve pas votre modèle ; il sera perdu quand vous quitterez cette page.
model_choice-full = Complet
model_choice-light = Léger
model_choice-yours = Le vôtre
model_choice-named = { $model } : { $name }
model_choice-use_light_model = Utiliser le modèle léger
model_choice-with_size = { $model }, { $size }

## How answers are read

options-heading = Lecture des réponses
options-level_label = Niveau des ensembles de prédiction
options-purpose_label = Point de fonctionnement
options-disease = Maladie recherchée
options-prevalence_label = Prévalence dans la population du patient
options-called = seuil atteint
options-no_point = Le modèle n’a pas de point de fonctionnement pour la classe « { $class } ».
options-with_interval = { $value } ({ $low } à { $high })
options-level_percent = { $percent } %
options-purpose_screening = Dépistage
options-purpose_balanced = Équilibre
options-purpose_confirming = Confirmation
options-promise_at = Un cliché reçoit une réponse s’il ne reste qu’une classe dans son ensemble de prédiction ; pour chaque classe, l’ensemble contient la bonne classe dans { $level } des cas, tant que les clichés ressemblent à ceux de la calibration.
options-answered_rightly = Au niveau de { $level }, { $answered } des clichés de test ont reçu une réponse ; { $right } de ces réponses étaient justes.
options-answered_only = Au niveau de { $level }, { $answered } des clichés de test ont reçu une réponse.
options-elsewhere_measured = Ensemble au niveau de { $level }. Cette garantie ne s’étend pas à d’autres hôpitaux : sur leurs clichés, l’ensemble contenait la bonne classe dans { $coverage } des cas.
options-elsewhere_measured_at = Ensemble au niveau de { $level }. Cette garantie ne s’étend pas à d’autres hôpitaux : sur leurs clichés, l’ensemble contenait la bonne classe dans { $coverage } des cas (mesuré au niveau de { $measured }).
options-elsewhere_not_measured = Ensemble au niveau de { $level }. Cette garantie ne s’étend pas à d’autres hôpitaux, où elle n’a pas été mesurée.
options-own_promise_at = Ensemble au niveau de { $level } : cette garantie vaut pour des clichés semblables à ceux de la calibration, et pour aucun autre hôpital.
options-prevalence_of = { $people } cas de { $class } pour 1 000 personnes

## The user's own films

own_films-heading = Évaluer le modèle sur vos propres clichés
own_films-how = Déposez un dossier contenant les dossiers COVID-19, normal et pneumonia, ou des clichés avec un tableau (CSV) qui a les colonnes file et label. Rien n’est envoyé.
own_films-waiting = L’évaluation sera possible une fois tous les clichés classés.
own_films-running = Calcul des résultats
own_films-interrupted = Le moteur de calcul s’est arrêté avant la fin. Relancez l’évaluation.
own_films-own = Vos clichés
own_films-test = Clichés de test
own_films-external = Autres hôpitaux
own_films-films = Clichés
own_films-accuracy = Exactitude
own_films-ece = Erreur de calibration (ECE)
own_films-refused = Refusées par le contrôle d’entrée
own_films-none = non mesuré
own_films-confusion = Vos clichés par étiquette (lignes) et classe la plus probable (colonnes)
own_films-recalibrate = Calibrer pour ces clichés
own_films-recalibrate_what = Ajuste à vos clichés la calibration, les ensembles de prédiction et les points de fonctionnement. Seuls les nombres obtenus sont conservés, dans ce navigateur, jusqu’à ce que vous les supprimiez.
own_films-remove = Revenir à la calibration du modèle
own_films-export = Enregistrer sous model.json
own_films-not_kept = Ce navigateur ne conserve rien : la calibration sera perdue à la fermeture de la page. Enregistrez-la sous model.json.
own_films-judge = { $films ->
    [0] Évaluer sur les clichés de la liste
    [one] Évaluer sur le cliché de la liste
   *[other] Évaluer sur les { $films } clichés de la liste
}
own_films-table = Les étiquettes proviennent de { $name }.
own_films-calibrated_on = Calibré sur { $films } de vos clichés, { $date }.
own_films-coverage_at = Bonne classe dans l’ensemble, niveau de { $level }
own_films-coverage_label = Bonne classe dans l’ensemble
own_films-films_of = { $films } { $class }
own_films-verdict_worse = Sur vos clichés, le modèle a raison dans { $accuracy } des cas : c’est significativement moins bien que sur ses clichés de test ({ $p }). Ne vous y fiez pas pour des clichés de ce type.
own_films-verdict_not_worse = Sur vos clichés, le modèle a raison dans { $accuracy } des cas : ce n’est pas significativement moins bien que sur ses clichés de test.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = Calibré pour vos clichés, le modèle aurait une erreur de calibration de { $after } au lieu de { $before }, chaque cliché étant prédit sans les données de son patient.

## The list of films

worklist-heading = Clichés
worklist-search = Rechercher par nom
worklist-filter_label = Afficher
worklist-order_label = Ordre
worklist-pause = Mettre en pause
worklist-resume = Reprendre
worklist-clear = Vider la liste
worklist-undo_clear = Annuler
worklist-export_csv = Enregistrer en CSV
worklist-export_json = Enregistrer en JSON
worklist-export = Enregistrer les clichés affichés
worklist-nothing_listed = Aucun cliché ne correspond à la recherche et au filtre.
worklist-paused = en pause
worklist-no_pace = estimation du temps restant
worklist-progress = Clichés classés
worklist-doubt_means = Incertitude : d’abord les clichés dont l’ensemble de prédiction compte le plus de classes (un ensemble vide compte comme complet) ; à égalité, ceux dont les probabilités sont les plus proches entre elles (entropie).
worklist-hidden = à lire d’abord
worklist-cancelled = annulé
worklist-not_at_hand = à ouvrir ou à déposer de nouveau
worklist-formula = Certains noms commencent comme une formule (par =, +, - ou @). Ils sont enregistrés tels quels, pour que les programmes retrouvent les clichés ; importez la colonne « file » comme texte.
worklist-not_saved = Le navigateur n’a pas enregistré le fichier.
worklist-keep = Conserver cette liste dans ce navigateur
worklist-keep_what = Les noms, les réponses, les marques et vos propres lectures sont alors conservés d’un chargement à l’autre, jusqu’à ce que vous décochiez cette case, ce qui les supprime. Les clichés ne sont pas conservés ; Chrome et Edge retiennent l’emplacement de ceux que vous avez déposés, pour les rouvrir avec votre autorisation.
worklist-not_kept = Ce navigateur ne permet pas à la page de conserver la liste.
worklist-reopen = Rouvrir les clichés
worklist-drop_again = Déposez de nouveau les clichés ou leur dossier pour revoir les images : les clichés sont reconnus à leur nom, leur taille et leur contenu.
worklist-done = { $done } sur { $all } clichés,
worklist-cancel = { $waiting ->
    [0] Annuler les clichés en attente
    [one] Annuler le cliché en attente
   *[other] Annuler les { $waiting } clichés en attente
}
worklist-continue_cancelled = { $cancelled ->
    [one] Classer le cliché annulé
   *[other] Classer les { $cancelled } clichés annulés
}
worklist-cleared = { $films ->
    [one] { $films } cliché a été retiré de la liste.
   *[other] { $films } clichés ont été retirés de la liste.
}
worklist-flag = Marquer { $name }
worklist-with_reader = { $note } ; vous : { $class }
worklist-without_file = { $films ->
    [one] { $films } cliché de la liste conservée n’est pas ouvert.
   *[other] { $films } clichés de la liste conservée ne sont pas ouverts.
}
worklist-key_next = Cliché suivant
worklist-key_previous = Cliché précédent
worklist-key_flag = Marquer le cliché, ou retirer la marque
worklist-key_search = Rechercher dans la liste
worklist-key_class = Lecture en aveugle : COVID-19, normal, pneumonie
worklist-key_sureness = Lecture en aveugle : au jugé, sans certitude, avec certitude
worklist-order_arrival = Ordre de dépôt
worklist-order_name = Nom
worklist-order_shuffled = Aléatoire
worklist-order_prediction = Prédiction
worklist-order_probability = Probabilité : { $class }
worklist-order_doubt = Incertitude, la plus forte d’abord
worklist-filter_all = Tous les clichés
worklist-filter_unfinished = Non terminés
worklist-filter_answered = Avec réponse
worklist-filter_undecided = Indéterminés
worklist-filter_refused = Non classés
worklist-filter_failed = En échec
worklist-filter_flagged = Marqués
worklist-filter_unread = Pas encore lus par vous
worklist-count_all = { $films ->
    [one] { $films } cliché
   *[other] { $films } clichés
}
worklist-count_some = { $listed } sur { $all } clichés
worklist-seconds_left_few = encore moins de 10 s
worklist-seconds_left = encore { $seconds } s environ
worklist-minutes_left = encore { $minutes } min environ
worklist-hours_left = encore { $hours } h { $minutes } min environ
worklist-left_out_films = { $films ->
    [one] { $films } cliché est écarté : il n’est pas terminé, ou vous ne l’avez pas encore lu.
   *[other] { $films } clichés sont écartés : ils ne sont pas terminés, ou vous ne les avez pas encore lus.
}
worklist-unnamed_film = Cliché { $number }

## Reading blind

readers-switch = Lire en aveugle : masquer chaque réponse jusqu’à ce que vous ayez donné la vôtre
readers-ask = Que voyez-vous ?
readers-ask_how = Choisissez une classe, puis indiquez votre degré de certitude. La réponse du modèle s’affiche ensuite, et la vôtre ne peut plus être modifiée.
readers-class = Classe
readers-how_sure = Quel est votre degré de certitude ?
readers-heading = Vous et le modèle
readers-how = Pour les clichés que vous avez lus en aveugle : à quelle fréquence vous et le modèle êtes d’accord et, si des dossiers ou un tableau indiquent la classe, à quelle fréquence chacun de vous a raison. La réponse du modèle est sa classe la plus probable, même s’il ne tranche pas.
readers-compare = Comparer
readers-save = Enregistrer vos lectures en CSV
readers-agreement_label = Concordance
readers-kappa_label = Kappa de Cohen
readers-kappa_means = Le kappa est la concordance au-delà du hasard : 0 correspond au seul hasard, 1 à une concordance parfaite. Entre parenthèses, l’intervalle de confiance à 95 %.
readers-confusion = Lignes : votre classe. Colonnes : celle du modèle.
readers-you = Vous
readers-model = Modèle
readers-accuracy = Exactitude
readers-none = –
readers-read = { $films ->
    [one] Vous avez lu { $films } cliché.
   *[other] Vous avez lu { $films } clichés.
}
readers-known = { $films ->
    [one] Sur le seul cliché de classe connue :
   *[other] Sur les { $films } clichés de classe connue :
}
readers-button_guess = Au jugé
readers-button_unsure = Sans certitude
readers-button_sure = Avec certitude
readers-guess = au jugé
readers-unsure = sans certitude
readers-sure = avec certitude
readers-agreement_on = { $films ->
    [one] { $agreement } sur { $films } cliché
   *[other] { $agreement } sur { $films } clichés
}
readers-no_kappa = non défini : { $reason }
readers-sensitivity_of = Sensibilité, { $class }
readers-specificity_of = Spécificité, { $class }
readers-called_so = { $class } ({ $sureness })
readers-said_so = Votre réponse : { $called }.

## The viewer

viewer-viewer = Visionneuse
viewer-toolbar = Outils de la visionneuse
viewer-window_label = Fenêtre
viewer-window_custom = Réglage manuel
viewer-invert = Inverser les niveaux de gris
viewer-flip_across = Retourner horizontalement
viewer-flip_down = Retourner verticalement
viewer-turn_left = Pivoter à gauche
viewer-turn_right = Pivoter à droite
viewer-zoom_out = Zoom arrière
viewer-zoom_in = Zoom avant
viewer-fit = Ajuster
viewer-reset = Réinitialiser
viewer-network = Afficher ce que voit le réseau
viewer-smooth = Lisser les pixels agrandis
viewer-full_screen = Plein écran
viewer-help = Clavier et souris
viewer-close = Fermer
viewer-compare = Comparer avec
viewer-compare_none = aucun autre cliché
viewer-link = Lier zoom et déplacement des deux clichés
viewer-decoding = Décodage du cliché à pleine profondeur de bits.
viewer-preparing = Préparation de ce que voit le réseau.
viewer-no_picture = Le cliché ne peut pas être affiché à pleine profondeur de bits
viewer-retry = Réessayer
viewer-not_drawn = Ce navigateur ne peut pas dessiner le cliché. Le petit aperçu est affiché.
viewer-lengths = Mesures
viewer-no_spacing = Le fichier n’indique pas l’espacement des pixels.
viewer-keys = Clavier
viewer-mouse = Souris
viewer-touch = Écran tactile
viewer-keys_everywhere = Les touches agissent aussi quand aucun élément de la page n’a le focus. Sinon, cliquez d’abord sur le cliché.
viewer-list_keys = Touches de la liste
viewer-with_key = { $label } ({ $key })
viewer-picture = { $name }, { $caption }. Appuyez sur le point d’interrogation pour afficher les raccourcis clavier.
viewer-size = { $width } × { $height } px
viewer-network_size = Le réseau voit { $side } × { $side } px
viewer-remove_length = Supprimer { $length }
viewer-key_invert = inverser les niveaux de gris
viewer-key_flip_across = retourner horizontalement
viewer-key_flip_down = retourner verticalement
viewer-key_turn_right = pivoter à droite
viewer-key_turn_left = pivoter à gauche
viewer-key_zoom_in = zoom avant
viewer-key_zoom_out = zoom arrière
viewer-key_fit = ajuster
viewer-key_reset = réinitialiser
viewer-key_first_window = fenêtre de l’en-tête, sinon plage utilisée
viewer-key_dark = fenêtre de la moitié sombre : poumons
viewer-key_bright = fenêtre de la moitié claire : médiastin et os
viewer-key_in_use = fenêtre de la plage utilisée
viewer-key_full = fenêtre de toutes les valeurs
viewer-key_tools = outil : fenêtre, déplacement, zoom, mesure, loupe
viewer-key_move = déplacer la vue
viewer-key_window = fenêtre : largeur et centre
viewer-key_length = commencer et terminer une mesure au centre de l’image
viewer-key_delete = supprimer la dernière mesure
viewer-key_network = ce que voit le réseau
viewer-key_smooth = lisser les pixels agrandis
viewer-key_full_screen = plein écran
viewer-key_help = cette aide
viewer-drag_first = largeur et centre de la fenêtre, ou l’outil choisi
viewer-drag_middle = déplacer
viewer-drag_right = zoomer
viewer-wheel = zoomer ; en plein écran, la molette seule
viewer-two_fingers = zoomer et déplacer
viewer-tool_window = Largeur et centre de la fenêtre
viewer-tool_pan = Déplacer
viewer-tool_zoom = Zoomer
viewer-tool_measure = Mesurer une longueur
viewer-tool_magnify = Loupe
viewer-preset_header = Selon le fichier
viewer-preset_header_numbered = Selon le fichier, fenêtre { $number }
viewer-preset_in_use = Plage utilisée
viewer-preset_dark = Moitié sombre (poumons)
viewer-preset_bright = Moitié claire (médiastin, os)
viewer-preset_full = Toutes les valeurs
viewer-center_and_width = C { $center }, L { $width }
viewer-of_full_size = { $percent } de la taille native
viewer-value_at = { $value } en { $column }, { $row }
viewer-unit_stored = valeurs stockées
viewer-unit_rescaled = valeurs remises à l’échelle
viewer-unit_grey = niveaux de gris sur 16 bits, étendus à la plage utilisée
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance } calibré
viewer-spacing_stated = { $distance } selon le fichier
viewer-spacing_detector = { $distance } au détecteur
viewer-spacing_scanned = { $distance } sur le film numérisé
viewer-note_calibrated = Calibré dans le plan du patient, selon le fichier.
viewer-note_stated = D’après l’espacement indiqué dans le fichier, qui ne précise pas s’il est corrigé de l’agrandissement.
viewer-note_detector = Mesuré au détecteur : les structures sont plus petites chez le patient.
viewer-note_scanned = Mesuré sur le film numérisé : les structures sont plus petites chez le patient.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = Glisser, bouton gauche
viewer-middle_drag = Glisser, bouton central
viewer-right_drag = Glisser, bouton droit
viewer-ctrl_wheel = Ctrl + molette
viewer-one_finger = Un doigt
viewer-with_two_fingers = Deux doigts
viewer-space_key = Espace
viewer-arrow_keys = Flèches
viewer-shift_arrows = Maj + flèches
viewer-enter_key = Entrée
viewer-delete_key = Suppr

## Where the network looked

explain-show = Montrer où le réseau a regardé
explain-heading = Où le réseau a regardé
explain-hide = Retirer la carte
explain-working = Calcul des cartes
explain-failed = La réponse n’a pas pu être expliquée
explain-class = Éléments en faveur de
explain-map = Carte
explain-opacity = Opacité
explain-contour = Contour à mi-échelle
explain-occlude = Masquer des parties du cliché
explain-cancel = Annuler
explain-occluding = Parties masquées jusqu’ici
explain-note = Une telle carte montre quelles parties du cliché ont fait varier le résultat du réseau. Elle ne montre pas le siège de la maladie, et une carte plausible ne rend pas la réponse juste.
explain-nothing = Sur cette carte, aucune partie du cliché ne plaide pour « { $class } ».
explain-kind_finer = Activation de classe, plus fine
explain-kind_last = Activation de classe, dernière carte
explain-kind_occlusion = Occlusion
explain-meaning_activation = Couleurs : ce que chacune des { $side } × { $side } cellules ajoute au score du réseau pour la classe « { $class } » avant calibration (son logit). Ce qui s’y oppose reste transparent. L’échelle est commune à toutes les classes.
explain-meaning_occlusion = Couleurs : baisse de la probabilité de la classe « { $class } » quand un carré gris recouvre l’endroit, en points de pourcentage. L’échelle est commune à toutes les classes.
explain-occlusion = Un carré gris, d’un huitième du côté, est déplacé sur le cliché, et le réseau classe chacune des { $count } copies. Les autres clichés passent d’abord.
explain-progress_of = { $done } sur { $count }
explain-strongest_at = Maximum pour « { $class } » { $place } : { $value } sur une échelle allant jusqu’à { $maximum }.
explain-place_upper_left = en haut à gauche
explain-place_lower_left = en bas à gauche
explain-place_left = à gauche
explain-place_upper_right = en haut à droite
explain-place_lower_right = en bas à droite
explain-place_right = à droite
explain-place_top = en haut
explain-place_bottom = en bas
explain-place_middle = au centre

## The check for shortcuts

lens-check = Rechercher un biais de raccourci
lens-heading = Recherche d’un biais de raccourci
lens-working = Classification de copies modifiées du cliché
lens-failed = Les copies n’ont pas pu être classées
lens-note = Les poumons sont masqués par une ellipse identique pour tous les clichés, et non selon leur contour. Les lettres sont masquées là où elles sont détectées. Une réponse qui passe ce contrôle peut rester fausse.
lens-lungs_hidden = poumons masqués
lens-border_hidden = bords masqués
lens-letters_hidden = lettres masquées
lens-mirrored = image en miroir
lens-reencoded = recompression (JPEG, qualité 50)
lens-turned = rotation de 5 degrés
lens-cropped = recadrage aux neuf dixièmes
lens-border_only = bords seuls
lens-jpeg = JPEG, qualité 50
lens-no_letters = Aucune lettre détectée
lens-stays = Inchangé : { $result }
lens-changes = Devient : { $result }
lens-answer_sound = La réponse change quand les poumons sont masqués et se maintient pour toute autre modification, comme attendu.
lens-class_sound = La classe la plus probable, « { $class } », change quand les poumons sont masqués et se maintient pour toute autre modification, comme attendu.
lens-answer_without_lungs = La réponse se maintient alors que les poumons sont masqués : ne lui faites pas confiance.
lens-class_without_lungs = La classe la plus probable, « { $class } », se maintient alors que les poumons sont masqués : ne lui faites pas confiance.
lens-answer_moved = La réponse change alors que les poumons restent visibles ({ $changes }) : ne vous y fiez pas.
lens-class_moved = La classe la plus probable, « { $class } », change alors que les poumons restent visibles ({ $changes }) : ne vous y fiez pas.
lens-also_moved = Elle change alors que les poumons restent visibles ({ $changes }).
lens-share_without_lungs = Parmi les clichés de test classés « { $class } », { $share } le restent quand les poumons sont masqués.

## The report

report-open = Rapport
report-title = Radiographie thoracique, prédiction du modèle
report-print = Imprimer ou enregistrer en PDF
report-save_png = Enregistrer en PNG
report-close = Fermer
report-not_saved = Le navigateur n’a pas enregistré l’image.
report-reference = Nom ou référence (facultatif, non conservé)
report-film = Le cliché
report-film_with_map = Le cliché avec la carte qui y était superposée. Une carte montre ce qui a fait varier le résultat du modèle, non le siège de la maladie.
report-answer = Réponse
report-probabilities = Probabilités calibrées
report-cautions = Mises en garde
report-no_cautions = Aucune pour ce cliché, hormis les limites du modèle.
report-model = Modèle
report-provenance = Provenance
report-set_label = Ne peut être exclu
report-no_class = aucune classe ne convient
report-set_worth = Portée de l’ensemble de prédiction
report-reader = Lecteur, avant de voir la réponse
report-network = Réseau
report-accuracy_test = Exactitude, mêmes sources
report-accuracy_external = Exactitude, autres sources
report-ece_test = Erreur de calibration (ECE), mêmes sources
report-ece_external = Erreur de calibration (ECE), autres sources
report-calibration = Calibration
report-film_hash = SHA-256 du fichier du cliché
report-not_known = inconnu
report-film_size = Cliché
report-weights_hash = SHA-256 des poids (des empreintes de leurs fragments)
report-scorecard_hash = SHA-256 de la fiche du modèle
report-engine = Calculé sur
report-time = Rapport établi le
report-software = Logiciel
report-doubt_label = Incertitude (entropie, en pourcentage de son maximum)
report-reference_line = Référence : { $reference }
report-set_at_level = { $classes }, au niveau de { $level }
report-estimate_and_films = { $films ->
    [one] { $estimate }, { $films } cliché
   *[other] { $estimate }, { $films } clichés
}

## The other pages

pages-navigation = Pages
pages-name_films = Clichés
pages-name_model = Modèle
pages-name_privacy = Confidentialité
pages-name_diagnosis = Diagnostic technique
pages-not_defined = non défini
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = Résultats
model_page-split_label = Clichés
model_page-intervals = Chaque résultat est donné avec son intervalle à 95 % : Wilson pour les proportions, bootstrap par patient pour les autres. Aucun réglage n’a été choisi d’après les clichés de test ni d’après ceux d’autres sources.
model_page-confusion = Matrice de confusion
model_page-confusion_note = Les lignes sont les étiquettes, les colonnes les prédictions ; les pourcentages sont calculés par ligne.
model_page-label = Étiquette
model_page-roc = Courbes ROC
model_page-false_positives = 1 − spécificité
model_page-sensitivity = sensibilité
model_page-reliability = Diagramme de fiabilité
model_page-confidence = probabilité de la prédiction
model_page-accuracy = exactitude
model_page-reliability_note = Sur la diagonale, les prédictions sont justes aussi souvent que leur probabilité l’annonce.
model_page-classes = Par classe
model_page-sources = Par source
model_page-sources_note = Un modèle qui reconnaît la collection au lieu de la maladie est bon sur une source et mauvais sur une autre.
model_page-no_plot = Cette fiche ne contient pas les points de ce graphique.
model_page-data = Clichés
model_page-hashes = Empreintes (SHA-256)
model_page-weights = Poids
model_page-list = Liste des clichés
model_page-plot = { $heading } : { $figures }
model_page-dot = { $films ->
    [one] { $films } cliché, { $accuracy }
   *[other] { $films } clichés, { $accuracy }
}
model_page-column_class = Classe
model_page-column_films = Clichés
model_page-column_sensitivity = Sensibilité
model_page-column_specificity = Spécificité
model_page-column_ppv = VPP
model_page-column_npv = VPN
model_page-column_source = Source
model_page-column_accuracy = Exactitude
model_page-column_split = Jeu
model_page-split_val = du jeu de validation (optimiste)
model_page-split_test = du jeu de test (mêmes sources)
model_page-split_external = d’autres sources
model_page-headline_of = { $films ->
    [one] { $films } cliché : exactitude { $accuracy }, exactitude équilibrée { $balanced }, erreur de calibration attendue { $ece }.
   *[other] { $films } clichés : exactitude { $accuracy }, exactitude équilibrée { $balanced }, erreur de calibration attendue { $ece }.
}
model_page-curve_of = { $class }, AUROC { $area }

## The page on privacy

privacy_page-lead = Les clichés sont décodés et classés dans ce navigateur. Ils ne sont pas envoyés, et rien n’en est conservé, sauf si vous l’enregistrez.
privacy_page-now = En ce moment
privacy_page-sealed = Le service worker est actif : il sert cette page depuis le cache du navigateur et refuse toute autre requête.
privacy_page-not_sealed = Le service worker n’est pas encore actif, ou ce navigateur n’en a pas. La politique de la page interdit malgré tout les requêtes vers d’autres hôtes.
privacy_page-how = Ce qui le garantit
privacy_page-check = Comment le vérifier vous-même
privacy_page-policy = La politique de cette page
privacy_page-no_policy = La politique n’a pas pu être lue.
privacy_page-means_policy = Une Content-Security-Policy n’autorise de requêtes que vers l’hôte de cette page, et n’admet ni formulaires, ni cadres, ni scripts de tiers.
privacy_page-means_worker = Un service worker refuse toute requête, hormis celles des fichiers de la page et du modèle.
privacy_page-means_requests = Une fois le modèle chargé, la page n’émet plus aucune requête ; le décompte repose sur les relevés du navigateur lui-même, ici et dans chaque worker.
privacy_page-means_files = Les fichiers sont lus par la page, non envoyés : il n’y a pas de code côté serveur, seulement un dossier de fichiers avec leurs empreintes.
privacy_page-step_tools = Ouvrez les outils de développement (F12), panneau Réseau, puis classez un cliché : rien ne s’affiche.
privacy_page-step_offline = Coupez le réseau (mode avion, ou Hors connexion dans le panneau Réseau) et classez un autre cliché : cela fonctionne, et la page peut même être rechargée.
privacy_page-step_storage = Regardez dans Application, puis Stockage : les caches contiennent la page et le modèle, aucun cliché.
privacy_page-step_hashes = Comparez les fichiers aux empreintes de manifest.json, fourni avec chaque version.

## The page on the engine

diagnosis_page-lead = Ce que ce navigateur et son appareil indiquent, et s’ils calculent correctement. Rien n’en est envoyé ; copiez-le dans un rapport de bogue.
diagnosis_page-examine = Examiner le moteur de calcul
diagnosis_page-waiting = Un cliché est en cours ; l’examen vient ensuite.
diagnosis_page-running = Contrôle de référence et chronométrage de chaque opération en cours.
diagnosis_page-copy = Copier le rapport
diagnosis_page-copied = Copié.
diagnosis_page-not_copied = Le navigateur ne l’a pas permis : sélectionnez le texte et copiez-le.
diagnosis_page-report = Rapport

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = normal
model-class_pneumonia = pneumonie

## The gate.

model-gate_mirrored = le cœur semble être à droite : cliché en miroir ou dextrocardie ; comparez avec le repère de côté
model-gate_turned_clockwise = le cliché est couché, tourné dans le sens horaire ; redressez-le de 90 degrés
model-gate_upside_down = le cliché est à l’envers ; tournez-le de 180 degrés
model-gate_turned_counterclockwise = le cliché est couché, tourné dans le sens antihoraire ; redressez-le de 90 degrés
model-gate_inverted = le cliché est en niveaux de gris inversés, avec des os sombres et des poumons clairs ; inversez-les
model-gate_lateral = cette image ressemble à une radiographie thoracique de profil ; choisissez-en une de face (PA ou AP)
model-gate_other_radiograph = cette image ressemble à une radiographie d’une autre région anatomique ; choisissez une radiographie thoracique de face
model-gate_slice = cette image ressemble à une coupe de scanner ou d’IRM ; choisissez une radiographie thoracique de face
model-gate_composite = cette image semble réunir plusieurs clichés, ou contenir un cliché dans une capture d’écran, une photo ou un cadre ; recadrez l’image sur un seul cliché, ou choisissez le cliché lui-même
model-gate_other = cette image ne ressemble pas à une radiographie thoracique ; choisissez une radiographie thoracique de face
model-gate_coloured = l’image a des couleurs vives, alors qu’une radiographie thoracique est en niveaux de gris ; choisissez le cliché lui-même

## Reasons beside an answer or for an abstention.

model-reading_no_sets = le modèle n’a pas d’ensembles de prédiction, car il n’a pas été exporté : les clichés douteux reçoivent une réponse comme tous les autres
model-reading_unusually_low = la probabilité de la classe « { $top } » dépasse celle de la classe « { $only } », mais elle est anormalement basse pour un cliché de la classe « { $top } »
model-reading_no_class_fits = le cliché ne correspond assez bien à aucune classe
model-reading_two_classes = impossible de départager « { $one } » et « { $other } »
model-reading_any_class = aucune classe ne peut être exclue
model-reading_far = ce cliché est plus éloigné des clichés d’entraînement que { $percentile } % des clichés de validation (au plus près : { $sources }) ; les classes ne sont donc exclues qu’au niveau de { $level } %

## Operating points and prevalence.

model-purpose_screening = dépistage
model-purpose_balanced = équilibre
model-purpose_confirming = confirmation
model-aim_screening = Dépistage, pour manquer peu de cas
model-aim_balanced = Équilibre
model-aim_confirming = Confirmation, pour peu de fausses alertes
model-point_on_test_films = { $aim } : la classe « { $class } » est retenue à partir d’une probabilité de { $threshold } % ; sur les clichés de test, ce seuil détecte { $found } % ({ $found_low } à { $found_high }) des clichés « { $class } » et donne une fausse alerte pour { $alarms } % ({ $alarms_low } à { $alarms_high }) des autres.
model-point_on_fitted_films = { $aim } : la classe « { $class } » est retenue à partir d’une probabilité de { $threshold } % ; sur les clichés qui ont servi à l’ajuster, ce seuil détecte { $found } % ({ $found_low } à { $found_high }) des clichés « { $class } » et donne une fausse alerte pour { $alarms } % ({ $alarms_low } à { $alarms_high }) des autres.
model-point_not_measured = { $aim } : la classe « { $class } » est retenue à partir d’une probabilité de { $threshold } % ; la fréquence à laquelle c’est juste n’a pas été mesurée.
model-point_elsewhere = Sur des clichés d’autres hôpitaux, il détecte { $found } % ({ $found_low } à { $found_high }) des cas et donne une fausse alerte pour { $alarms } % ({ $alarms_low } à { $alarms_high }) des autres.
model-outlook = Sur 1 000 personnes comme celle-ci, la classe « { $class } » serait retenue pour { $called } ({ $called_low } à { $called_high }), dont { $right } ({ $right_low } à { $right_high }) à juste titre ; cas manqués : { $missed } ({ $missed_low } à { $missed_high }).

## Splits of the films.

model-split_train = entraînement
model-split_val = validation
model-split_test = test
model-split_external = externe

## Files that cannot be read.

model-file_empty = le fichier est vide ; choisissez le fichier du cliché lui-même
model-file_too_long = le fichier fait { $mebibytes } MiB, au-delà de la limite de { $limit } MiB ; enregistrez le cliché dans un fichier plus petit
model-file_too_long_unpacked = une fois décompressé, le fichier dépasse { $limit } MiB ; enregistrez le cliché dans un fichier plus petit
model-file_too_many_pixels = l’image fait { $width } × { $height } pixels, au-delà de la limite de { $limit } millions ; enregistrez le cliché à une résolution plus basse
model-file_too_much_memory = le fichier { $kind } demanderait trop de mémoire ; enregistrez le cliché comme simple PNG en niveaux de gris
model-file_too_small = l’image fait { $width } × { $height } pixels, un cliché doit en avoir au moins { $least } de chaque côté ; choisissez le cliché lui-même plutôt qu’un petit aperçu
model-file_strip = l’image est une bande de { $width } × { $height } pixels, un cliché est au plus { $most } fois plus long que large ; choisissez un seul cliché
model-file_no_contrast = l’image est presque uniforme, ses niveaux de gris n’ont presque aucune étendue ; exportez de nouveau le cliché avec toute sa plage
model-file_two_levels = l’image n’a que deux niveaux de gris (un bit par pixel, comme un fax) ; choisissez le cliché avec tous ses niveaux de gris
model-file_not_finite = le fichier { $kind } contient des valeurs qui ne sont pas des nombres finis ; remplacez-les, ou exportez le cliché en PNG
model-file_unknown_format = le format d’image du fichier n’est pas reconnu ; choisissez un cliché enregistré en DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP ou GIF
model-file_cmyk = le fichier { $kind } contient des couleurs CMJN (d’imprimerie) ; enregistrez le cliché en niveaux de gris ou en RVB
model-file_variant = cette variante de { $kind } n’est pas prise en charge ; enregistrez le cliché en PNG de 8 ou 16 bits ({ $detail })
model-file_truncated = le fichier { $kind } est incomplet ; copiez-le ou téléchargez-le de nouveau
model-file_damaged = le fichier { $kind } est endommagé ; copiez-le ou exportez-le de nouveau ({ $detail })
model-file_unknown_syntax = la syntaxe de transfert du fichier DICOM n’est pas prise en charge : inconnue ({ $uid }) ; convertissez le fichier avec `dcmdjpeg` ou `dcmconv`, ou exportez le cliché en PNG
model-file_syntax = la syntaxe de transfert du fichier DICOM n’est pas prise en charge : { $name } ({ $uid }) ; convertissez le fichier avec `dcmdjpeg` ou `dcmconv`, ou exportez le cliché en PNG
model-file_no_picture = le fichier DICOM ne contient pas d’image ; choisissez le fichier du cliché lui-même
model-file_directory = le fichier DICOM ne contient pas d’image, seulement un répertoire d’autres fichiers (DICOMDIR) ; choisissez le fichier du cliché lui-même
model-file_several_frames = le fichier { $kind } contient { $frames } images ; sélectionnez-en une, ou enregistrez à part celle qui doit être lue
model-file_several_films = le fichier { $kind } contient { $films } clichés ; sélectionnez-en un, ou enregistrez à part celui qui doit être lu
model-file_no_such_frame = le fichier { $kind } n’a pas d’image { $frame } ; sélectionnez-en une de 1 à { $frames }
model-file_other_examination = d’après l’en-tête DICOM, { $says } ; choisissez une radiographie thoracique de face
model-file_wrong_length = { $values } niveaux de gris ont été fournis pour une image de { $width } × { $height } pixels ; fournissez-en un par pixel
model-file_outside_picture = le rectangle n’est pas à l’intérieur de l’image de { $width } × { $height } pixels ; choisissez-en un autre
model-file_not_resized = l’image ne peut pas être redimensionnée ; enregistrez le cliché comme simple PNG en niveaux de gris ({ $detail })

## Archives.

model-archive_truncated = l’archive est incomplète ; copiez-la ou téléchargez-la de nouveau
model-archive_damaged = l’archive est endommagée ; copiez-la ou téléchargez-la de nouveau ({ $detail })
model-archive_document = le fichier est un document bureautique ou un programme ; exportez-en l’image en PNG et choisissez-la
model-archive_no_films = l’archive ne contient aucun cliché ; choisissez le cliché lui-même
model-archive_encrypted = le fichier est chiffré ; décompressez l’archive avec son mot de passe et choisissez le cliché lui-même
model-archive_method = la méthode de compression de l’archive ({ $method }) n’est pas prise en charge ; décompressez l’archive et choisissez le cliché lui-même
model-archive_divided = c’est une partie d’une archive divisée ; décompressez l’archive et choisissez les clichés eux-mêmes
model-archive_too_many_files = l’archive contient { $files } fichiers, au-delà de la limite de { $limit } ; décompressez-la et choisissez les clichés eux-mêmes
model-archive_expands_too_far = l’archive annonce { $mebibytes } MiB de contenu, trop pour sa propre taille ; décompressez-la et choisissez les clichés eux-mêmes
model-archive_unreadable = l’archive ne peut pas être lue : { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = le fichier est { $what } ; { $advice }
model-format_avif_picture = une image AVIF
model-format_heic_picture = une image HEIC, format de photo des téléphones
model-format_heif_picture = une image HEIF
model-format_jpeg_xl_picture = une image JPEG XL
model-format_video = une vidéo
model-format_svg_drawing = un dessin SVG
model-format_web_page = une page web (HTML)
model-format_xml_text = un texte XML
model-format_git_lfs_pointer = un pointeur git-lfs au lieu de l’image
model-format_pdf_document = un document PDF
model-format_postscript_document = un document PostScript
model-format_rich_text = un texte enrichi (RTF)
model-format_old_office_document = un document bureautique d’un ancien format
model-format_jpm_document = un document JPEG 2000 (JPM)
model-format_djvu_document = un document DjVu
model-format_zip_archive = une archive ZIP
model-format_rar_archive = une archive RAR
model-format_7z_archive = une archive 7z
model-format_gzip_file = un fichier gzip
model-format_bzip2_file = un fichier bzip2
model-format_xz_file = un fichier xz
model-format_zstandard_file = un fichier Zstandard
model-format_photoshop_picture = une image Photoshop
model-format_jpeg_xr_picture = une image JPEG XR
model-format_openexr_picture = une image OpenEXR
model-format_fits_picture = une image FITS
model-format_nrrd_volume = un volume NRRD
model-format_metaimage_volume = un volume MetaImage
model-format_nifti_volume = un volume NIfTI
model-format_numpy_array = un tableau NumPy
model-format_hdf5_file = un fichier HDF5
model-format_netpbm_picture = une image Netpbm (PGM, PPM)
model-advice_convert = ce format n’est pas pris en charge : convertissez-le en PNG, ou exportez de nouveau le cliché en PNG ou DICOM
model-advice_export = exportez-en le cliché lui-même en PNG ou DICOM
model-advice_download = un tel texte remplace souvent un téléchargement qui a échoué : téléchargez de nouveau le cliché
model-advice_unpack = décompressez-le et choisissez le cliché qu’il contient
model-advice_lfs = récupérez l’image avec `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = la modalité est « { $name } »
model-header_body_part = la région anatomique n’est pas le thorax ({ $name })
model-header_view = l’incidence n’est pas de face ({ $name })
model-modality_bi = imagerie biomagnétique (BI)
model-modality_bmd = ostéodensitométrie (BMD)
model-modality_ct = tomodensitométrie (CT)
model-modality_doc = document (DOC)
model-modality_ecg = électrocardiogramme (ECG)
model-modality_es = endoscopie (ES)
model-modality_gm = microscopie (GM)
model-modality_io = radiographie intra-orale (IO)
model-modality_ivoct = tomographie par cohérence optique intravasculaire (IVOCT)
model-modality_ivus = échographie intravasculaire (IVUS)
model-modality_ko = sélection d’objets (KO)
model-modality_mg = mammographie (MG)
model-modality_mr = imagerie par résonance magnétique (MR)
model-modality_nm = médecine nucléaire (NM)
model-modality_oct = tomographie par cohérence optique (OCT)
model-modality_op = photographie ophtalmique (OP)
model-modality_opt = tomographie ophtalmique (OPT)
model-modality_pr = état de présentation (PR)
model-modality_pt = tomographie par émission de positons (PT)
model-modality_px = radiographie panoramique (PX)
model-modality_rtdose = dose de radiothérapie (RTDOSE)
model-modality_rtimage = image de radiothérapie (RTIMAGE)
model-modality_rtplan = plan de radiothérapie (RTPLAN)
model-modality_rtstruct = structures de radiothérapie (RTSTRUCT)
model-modality_seg = segmentation (SEG)
model-modality_sm = microscopie de lames (SM)
model-modality_sr = compte rendu (SR)
model-modality_tg = thermographie (TG)
model-modality_us = échographie (US)
model-modality_xa = angiographie (XA)
model-modality_xc = photographie (XC)
model-part_abdomen = abdomen
model-part_ankle = cheville
model-part_arm = bras
model-part_bladder = vessie
model-part_brain = cerveau
model-part_breast = sein
model-part_clavicle = clavicule
model-part_coccyx = coccyx
model-part_colon = côlon
model-part_elbow = coude
model-part_extremity = extrémité
model-part_face = face
model-part_femur = fémur
model-part_fibula = fibula
model-part_finger = doigt
model-part_foot = pied
model-part_forearm = avant-bras
model-part_hand = main
model-part_head = tête
model-part_heel = talon
model-part_hip = hanche
model-part_humerus = humérus
model-part_jaw = mâchoire
model-part_kidney = rein
model-part_knee = genou
model-part_leg = jambe
model-part_neck = cou
model-part_orbit = orbite
model-part_pelvis = bassin
model-part_sacrum = sacrum
model-part_scapula = scapula
model-part_shoulder = épaule
model-part_sinuses = sinus
model-part_skull = crâne
model-part_spine = rachis
model-part_stomach = estomac
model-part_teeth = dents
model-part_thigh = cuisse
model-part_thumb = pouce
model-part_tibia = tibia
model-part_toe = orteil
model-part_wrist = poignet
model-view_oblique = oblique
model-view_decubitus = décubitus latéral
model-view_lateral = profil
model-view_orientation = orientation du patient correspondant à un profil

## A model that is rejected.

model-model_file_missing = son fichier { $name } est introuvable
model-model_file_too_long = { $file } est plus long que ne l’indique la fiche du modèle
model-model_wrong_order = le fragment { $got } a été lu à la place du fragment { $expected } sur { $shards }
model-model_wrong_length = { $file } fait { $got } octets, la fiche du modèle en indique { $expected } ; chargez-le de nouveau
model-model_wrong_hash = { $file } est endommagé : son SHA-256 est { $got }, la fiche du modèle indique { $expected } ; chargez-le de nouveau
model-model_incomplete = seuls { $got } fragments sur { $expected } ont été lus
model-model_tensor_missing = le tenseur { $position } manque, le réseau requiert { $needed }
model-model_wrong_tensor = le tenseur { $position } est { $found }, le réseau requiert { $needed }
model-model_wrong_count = la fiche du modèle énumère { $listed } tenseurs, le réseau en a { $needed }
model-model_not_finite = la valeur { $index } du tenseur { $name } n’est pas un nombre fini
model-model_bad_variance = la valeur { $index } du tenseur { $name } est une variance négative
model-model_bad_scale = l’échelle du canal { $channel } du tenseur { $name } n’est pas un nombre fini supérieur à zéro
model-model_bad_level = la valeur { $index } du tenseur { $name } est -128, que les poids à 8 bits n’utilisent pas
model-model_out_of_memory = la mémoire ne suffit pas pour { $mebibytes } MiB de poids ; utilisez un réseau plus petit
model-model_bad_side = un côté d’entrée de { $side } px ne convient pas : il doit être un multiple positif de { $step }
model-model_unknown_network = réseau inconnu : { $name } ; attendu : l’un de { $names }

## A scorecard that is rejected.

model-scorecard_malformed = la fiche de modèle { $file } est endommagée ou incomplète : { $problem } ; chargez-la ou exportez-la de nouveau
model-scorecard_version = la fiche du modèle est au format de version { $found } ; cette application lit la version { $known } : utilisez des poids et une page de la même version publiée
model-scorecard_classes = les classes de la fiche du modèle ne sont pas COVID-19, normal, pneumonia dans cet ordre ; utilisez un modèle exporté pour ces classes
model-scorecard_wrong = la fiche du modèle est erronée : { $why } ; exportez de nouveau le modèle
model-scorecard_too_many_shards = la fiche du modèle énumère { $shards } fragments, aucun réseau n’en a plus de { $limit } ; exportez de nouveau le modèle
model-scorecard_shard = le fragment { $index } de la fiche du modèle est erroné : { $problem } ; exportez de nouveau le modèle
model-scorecard_shard_name = son nom de fichier ne suit pas la forme weights.NNN.bin
model-scorecard_shard_length = sa longueur est nulle ou dépasse 16 MiB
model-scorecard_shard_hash = son SHA-256 ne se compose pas de 64 chiffres hexadécimaux en minuscules
model-scorecard_twice_listed = la fiche du modèle énumère deux fois le tenseur { $name } ; exportez de nouveau le modèle
model-scorecard_uncountable = la taille des tenseurs de la fiche du modèle, jusqu’à { $name }, dépasse la capacité de calcul ; exportez de nouveau le modèle
model-scorecard_sizes_differ = les tenseurs de la fiche du modèle occupent { $tensors } octets, mais ses fragments en contiennent { $shards } ; exportez de nouveau le modèle
model-scorecard_other_features = la distance de la fiche du modèle porte sur { $found } caractéristiques, le réseau en a { $expected } ; exportez de nouveau le modèle
model-scorecard_golden = la valeur golden.{ $field } de la fiche du modèle n’est pas un nombre fini ; exportez de nouveau le modèle
model-scorecard_golden_positive = la valeur golden.{ $field } de la fiche du modèle n’est pas un nombre fini supérieur à zéro ; exportez de nouveau le modèle

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets doit avoir une entrée pour chaque niveau de 0.8 à 0.99, dans l’ordre
model-sets_not_a_score = un seuil de answer_sets pour { $class } n’est pas compris entre 0 et 1
model-sets_falling = les seuils de answer_sets pour { $class } baissent quand le niveau monte
model-sets_invalid_level = niveau non valide { $level } ; attendu : un pourcentage entier de 0.80 à 0.99, par exemple 0.9
model-points_not_a_probability = le seuil du point de fonctionnement pour { $class } ({ $purpose }) n’est pas compris entre 0 et 1
model-points_twice = il y a deux points de fonctionnement pour { $class } ({ $purpose })
model-calibration_temperature = la température { $temperature } n’est pas un nombre positif
model-calibration_parameters = la calibration { $method } n’a pas exactement les paramètres de sa méthode : température (temperature), échelle et biais (vector-scaling), ou poids et biais (dirichlet)
model-calibration_parameter = un paramètre de la calibration n’est pas un nombre fini
model-gate_not_base64 = les poids du filtre d’entrée ne sont pas en Base64
model-gate_wrong_length = le filtre d’entrée a { $found } poids au lieu de { $expected }
model-gate_not_finite = un nombre du filtre d’entrée n’est pas fini
model-distance_direction = une direction de distance n’est pas le Base64 de nombres non nuls
model-distance_groups = les groupes de distance manquent, ou leurs directions n’ont pas la même longueur
model-distance_percentiles = distance doit avoir { $count } percentiles, finis et croissants
model-distance_rule = distance.far.percentile vaut { $percentile } ; il doit être compris entre 1 et { $highest }
model-scorecard_place = { $problem }, ligne { $line }, colonne { $column }

## Errors of the engine and of the browser.

model-engine_output = la sortie du réseau n’est pas un nombre fini
model-engine_not_finite = le réseau a renvoyé une valeur qui n’est pas finie
model-engine_wrong_count = le réseau a renvoyé { $values } valeurs, moins d’une par classe
model-engine_not_read_back = le résultat ne peut pas être relu : { $why }
model-engine_no_weights = les poids nécessaires à l’explication manquent : { $why }
model-engine_weights_not_kept = ils ne sont pas conservés
model-engine_busy = le moteur de calcul est occupé ou n’est pas prêt
model-engine_no_file = la requête ne contient pas de fichier
model-engine_no_pixels = les pixels du cliché manquent
model-engine_no_copies = les images des copies manquent
model-browser_no_adapter = le navigateur n’a pas d’adaptateur GPU
model-browser_lacks = il manque au navigateur : { $thing }
model-browser_device_lost = périphérique perdu
model-browser_message = message inattendu

## A visitor's own films, and reading blind.

model-own_busy = Un cliché est en cours : réessayez dans un instant.
model-own_all_refused = Toutes les images étiquetées sont refusées : il n’y a rien à évaluer.
model-own_too_few = Il y a trop peu de clichés pour calibrer le modèle : pour exclure une classe au niveau de { $level } %, les ensembles de prédiction demandent au moins { $least } clichés de chaque classe qui ne soient pas éloignés des clichés d’entraînement ; il y en a { $fewest } de la classe « { $class } ».
model-own_no_calibration = la calibration ne peut pas être ajustée : il faut des clichés d’au moins deux patients
model-own_no_sets = les ensembles de prédiction ne peuvent pas être ajustés : { $why }
model-own_no_points = les points de fonctionnement ne peuvent pas être ajustés : { $why }
model-labels_none = Aucun cliché n’a d’étiquette : déposez un dossier contenant les dossiers COVID-19, normal et pneumonia, ou les clichés avec un tableau (CSV) qui a les colonnes file et label.
model-labels_no_table = Le tableau { $name } n’est pas utilisé : { $why }.
model-labels_no_columns = sa première ligne ne nomme pas les colonnes file et label
model-labels_contradicting_folder = 1 cliché est écarté : il se trouve dans des dossiers de classes différentes.
model-labels_contradicting_folders = { $films } clichés sont écartés : ils se trouvent dans des dossiers de classes différentes.
model-labels_ambiguous_film = 1 cliché est écarté : une ligne qui le désigne en désigne plusieurs ; indiquez les chemins dans le tableau.
model-labels_ambiguous_films = { $films } clichés sont écartés : une ligne qui les désigne en désigne plusieurs ; indiquez les chemins dans le tableau.
model-labels_unmatched = { $rows ->
    [one] { $rows } ligne du tableau ne désigne aucun cliché de la liste.
   *[other] { $rows } lignes du tableau ne désignent aucun cliché de la liste.
}
model-labels_unknown = { $rows ->
    [one] { $rows } ligne du tableau n’a pas d’étiquette parmi COVID-19, normal et pneumonia ; exemple : { $label }.
   *[other] { $rows } lignes du tableau n’ont pas d’étiquette parmi COVID-19, normal et pneumonia ; exemple : { $label }.
}
model-labels_contradicting_rows = { $files ->
    [one] { $files } fichier du tableau a deux étiquettes et est écarté.
   *[other] { $files } fichiers du tableau ont deux étiquettes et sont écartés.
}
model-readers_none = Aucun cliché n’a encore reçu à la fois votre réponse et celle du modèle.
model-readers_no_label = Aucun des clichés auxquels vous avez répondu n’a d’étiquette.
model-readers_no_film = aucun cliché n’a été lu par les deux
model-readers_one_class = les deux lecteurs ont choisi une seule et même classe pour tous les clichés
