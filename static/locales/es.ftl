# The text of the page in Spanish.

## The page

page-no_embedding = La inserción está desactivada: el servidor de esta página no autoriza a ningún sitio a clasificar radiografías en ella. Consulte `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = Clasificación de radiografías de tórax en su navegador
page-drop_title = Arrastre aquí radiografías de tórax
page-drop_next = Arrastre aquí más radiografías de tórax
page-choose_folder = elegir una carpeta
page-take_photo = tomar una foto
page-drop_or = también puede pegar una, o
page-choose = elegir archivos
page-containers = Se buscan radiografías dentro de carpetas y archivos ZIP
page-privacy = Las radiografías se procesan en este navegador. No se envían a ningún servidor ni se almacenan.
page-cached = Esta página y su modelo quedan guardados para usarlos sin conexión hasta que borre los datos de este sitio.
page-disclaimer = Herramienta de investigación; no es un dispositivo médico.
page-disclaimer_long = Pneumoscope está destinado a la investigación y la docencia. No lo utilice para diagnosticar, tratar ni tomar decisiones sobre pacientes.
page-result = Predicción del modelo
page-nothing_yet = Aquí aparecerán las probabilidades de COVID-19, normal y neumonía.
page-waiting_for_engine = La radiografía se clasificará en cuanto el modelo esté listo.
page-waiting_for_turn = La radiografía está en cola.
page-preparing = Preparando el archivo
page-inferring = Clasificando la radiografía
page-film_waits = en espera
page-film_runs = en curso
page-film_failed = con error
page-refused = No clasificada
page-not_read = No se pudo clasificar este archivo
page-burned_in = Según su cabecera, esta radiografía lleva texto incrustado en la imagen. Ese texto podría identificar al paciente y haber influido en la predicción.
page-no_engine = El modelo no está disponible
page-retry = Reintentar
page-model = Acerca de este modelo
page-limits = Limitaciones conocidas
page-model_loading = Cargando la ficha del modelo.
page-model_name = Red
page-model_input = Entrada
page-model_size = Tamaño
page-model_test = Exactitud, mismas fuentes
page-model_external = Exactitud, otras fuentes
page-model_date = Fecha de exportación
page-model_licence = Licencia
page-not_tested = sin evaluar
page-requests = Peticiones de red desde que se cargó el modelo:
page-download_label = Descarga del modelo
page-reading_label = Progreso de la clasificación
page-read_frames = Clasificar cada una de las { $frames } imágenes
page-thumbnail = Miniatura de { $name }
page-input = { $side } × { $side } píxeles, escala de grises
page-waiting = { $films ->
    [one] 1 radiografía más en espera
   *[other] { $films } radiografías más en espera
}
page-class_covid19 = COVID-19
page-class_normal = normal
page-class_pneumonia = neumonía
page-list_pair = { $left }, { $right }
page-alternative_pair = { $left } o { $right }
page-sentence_pair = { $left } { $right }
page-percentage = { $number } %
page-less_than = < { $number } %
page-more_than = > { $number } %
page-farther = Más alejada de las radiografías de entrenamiento que el { $percentile } % de las de validación; fuentes más próximas: { $sources }.
page-confidence = IC 95 %: { $low } a { $high }, { $films } radiografías
page-megabyte_count = { $number } MB
page-part_of = { $received } de { $total }
page-format_list = DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP o GIF, hasta { $mebibytes } MiB cada uno
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } píxeles
page-turned_right = giro de 90° en sentido horario
page-turned_over = giro de 180°
page-turned_left = giro de 90° en sentido antihorario
page-inverted = inversión de grises
page-cropped = recorte
page-turn_upright = Enderezar
page-invert = Invertir los grises
page-crop = Usar la parte enmarcada
page-undo_change = Deshacer: { $change }
page-million_parameters = { $number } millones de parámetros
page-class_with_probability = { $class } { $probability }
page-undecided_none = No concluyente: ninguna clase encaja
page-undecided_between = No concluyente: { $classes }
page-announced = { $name }: { $outcome }. { $sentences }
page-full_sentence = { $text }.

## The language

language-label = Idioma
language-not_loaded = No se pudo cargar el idioma { $name }. Compruebe la conexión y vuelva a elegirlo.

## The theme

theme-label = Tema
theme-system = Tema del sistema
theme-light = Claro
theme-dark = Oscuro
theme-contrast = Alto contraste

## The tour

tour-offer = Ver la visita guiada: cuatro pasos
tour-start = Visita guiada
tour-place = Paso { $number } de { $steps }
tour-next = Siguiente
tour-back = Atrás
tour-skip = Omitir la visita
tour-done = Finalizar
tour-films_title = Abrir radiografías
tour-films = Arrastre aquí radiografías de tórax en proyección frontal: una, varias, una carpeta o un archivo ZIP, en formato DICOM o como imágenes. También puede pegar una. No salen de este navegador. Si no tiene ninguna a mano, use el ejemplo.
tour-answer_title = Leer la respuesta
tour-answer = Aquí aparece la clase con su probabilidad, y cuánto se aleja la radiografía de aquellas con las que aprendió el modelo. Cuando el modelo no puede distinguir entre clases, lo dice en lugar de adivinar; lo que no es una radiografía de tórax bien orientada no se clasifica.
tour-why_title = Mirar con más detalle
tour-why = Ajuste la ventana, amplíe, mida y compare la radiografía; la tecla ? muestra todas las teclas. Bajo la respuesta puede ver en qué se fijó la red o comprobar si se apoya en atajos. Un mapa muestra qué hizo variar la cifra, no dónde hay enfermedad.
tour-trust_title = Comprobar el modelo y esta página
tour-trust = «Modelo» muestra con qué frecuencia acierta, por clase y por fuente; «Privacidad», cómo verificar que nada sale de este navegador; «Diagnóstico técnico», si este dispositivo calcula correctamente. Es una herramienta de investigación, no un dispositivo médico.

## The engine

engine-starting = Iniciando el motor
engine-loading = Cargando el modelo
engine-failed = Motor no disponible
engine-checking_gpu = Verificando los resultados de la GPU
engine-checking_cpu = Verificando los resultados de la CPU
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = Listo en la { $engine }
engine-ready_on_gpu = Listo en la GPU: { $adapter }
engine-requested = la dirección de esta página pide usar la CPU
engine-no_webgpu = este navegador no es compatible con WebGPU
engine-no_adapter = WebGPU no encontró ninguna GPU
engine-software = WebGPU solo ofrece un adaptador por software
engine-software_named = WebGPU solo ofrece un adaptador por software: { $adapter }
engine-not_started = no se pudo iniciar la GPU ({ $message })
engine-wrong = la GPU dio resultados erróneos: { $deviation }
engine-lost = la GPU dejó de funcionar ({ $message })
engine-off_by = diferencia máxima { $difference }, tolerancia { $tolerance }
engine-took_in_all = { $total } en la { $engine }: decodificación { $decoding }, preprocesamiento { $preprocessing }, red { $network }

## Failures

failure-no_content = No se pudo cargar una parte de esta página. Compruebe la conexión e inténtelo de nuevo; la consola del navegador indica el motivo.
failure-silent = sin respuesta durante { $seconds } segundos
failure-several_frames = El archivo contiene { $frames } imágenes. Guarde la radiografía en un archivo aparte.
failure-unreadable = El navegador no puede leer este archivo. Quizá se haya movido o su nombre no sea válido: cámbiele el nombre y vuelva a elegirlo.
failure-cancelled = Se canceló antes de que le llegara el turno. Para clasificar lo cancelado, use el botón situado encima de la lista.
failure-not_at_hand = La lista guardada no contiene ninguna respuesta de este modelo para esta radiografía, y las radiografías no se guardan: vuelva a abrirla o arrastrarla.
failure-model_missing = El servidor no puede entregar { $file } (estado { $status }). Los archivos del modelo deben alojarse junto a esta página.
failure-model_unreachable = No se pudo descargar { $file }. Compruebe la conexión e inténtelo de nuevo.
failure-model_refused = Se rechazó el modelo: { $reason }. Inténtelo de nuevo para descargar otra copia.
failure-gpu_refused = La dirección de esta página pide WebGPU, que no se puede usar: { $reason }. Quite ?engine=webgpu para usar la CPU.
failure-cpu_wrong = Este procesador o navegador da resultados erróneos: { $deviation }. Actualice el navegador o use otro.
failure-engine_failed = El motor falló: { $error }
failure-crashed = El motor se cerró inesperadamente al procesar esta radiografía y se ha reiniciado. { $error }
failure-crashed_repeatedly = El motor se cerró inesperadamente dos veces seguidas y no se ha reiniciado. { $error }
failure-no_worker = No se pudo iniciar el motor en este navegador. { $error }
failure-nothing_reported = No se recibió ningún mensaje de error.
failure-out_of_memory = La memoria no fue suficiente: cierre otras pestañas y programas e inténtelo de nuevo, o guarde la radiografía con menos píxeles.
failure-reported_last = Último error: { $error }

## Files that were dropped, pasted or chosen

intake-searching = Buscando radiografías.
intake-files_left_out = { $files ->
    [one] { $files } archivo omitido: { $kinds }.
   *[other] { $files } archivos omitidos: { $kinds }.
}
intake-hidden = { $files ->
    [one] { $files } oculto
   *[other] { $files } ocultos
}
intake-of_system = { $files } del sistema
intake-directories = { $files ->
    [one] { $files } DICOMDIR
   *[other] { $files } DICOMDIR
}
intake-programs = { $files ->
    [one] { $files } programa
   *[other] { $files } programas
}
intake-documents = { $files ->
    [one] { $files } texto o documento
   *[other] { $files } textos o documentos
}
intake-archives = { $files ->
    [one] { $files } archivo comprimido de otro tipo
   *[other] { $files } archivos comprimidos de otro tipo
}
intake-without_picture = { $files } sin imagen
intake-link = Esto es un enlace, no un archivo. Guarde la imagen en el disco y arrastre el archivo guardado.
intake-text = Esto es texto, no un archivo. Arrastre el archivo de una radiografía, una carpeta o un archivo ZIP.
intake-nothing_to_paste = El portapapeles no contiene ninguna imagen ni ningún archivo. Copie uno y vuelva a pegar.
intake-empty_folder = La carpeta «{ $name }» está vacía.
intake-unreadable_folder = El navegador no puede leer la carpeta «{ $path }». Elija directamente las radiografías que contiene.
intake-table = La tabla «{ $name }» no se puede leer como texto de 16 MiB como máximo. Guárdela como CSV en UTF-8.
intake-model_incomplete = Una ficha sola no es un modelo. Arrastre la carpeta o el archivo ZIP que contiene model.json y sus pesos.
intake-no_films = Ninguno de estos archivos es una radiografía. Elija una carpeta con archivos DICOM o de imagen.
intake-too_many_files = Hay más de { $limit } archivos; los demás no se examinaron. Arrastre una carpeta más pequeña.
intake-too_many_films = Hay más de { $limit } radiografías; las demás no se leyeron. Arrástrelas en grupos más pequeños.

## The example film

example-offer = ¿No tiene ninguna radiografía a mano?
example-show = Mostrar un ejemplo
example-credit = Ejemplo: COVID-19 Image Repository, Hannover Medical School (Winther et al.), CC BY 3.0, de tamaño reducido.

## The choice of the model

model_choice-label = Modelo
model_choice-saves_data = Se usa el modelo ligero porque este navegador está configurado para ahorrar datos.
model_choice-slow = Esta conexión es lenta. El modelo ligero está listo antes, pero es menos exacto.
model_choice-keep = Guardar en este navegador
model_choice-forget = Quitar de este navegador
model_choice-own_model = Modelo propio, no el de este sitio: las cifras son las de su propia ficha.
model_choice-not_kept = Su modelo se perderá al salir de esta página.
model_choice-storing = Guardando su modelo.
model_choice-kept = Su modelo está guardado en este navegador.
model_choice-refused = Este navegador no guarda su modelo; se perderá al salir de esta página.
model_choice-full = Completo
model_choice-light = Ligero
model_choice-yours = Propio
model_choice-named = { $model }: { $name }
model_choice-use_light_model = Usar el modelo ligero
model_choice-with_size = { $model }, { $size }

## How answers are read

options-heading = Cómo se interpretan las respuestas
options-level_label = Nivel de los conjuntos de predicción
options-purpose_label = Punto de operación
options-disease = Enfermedad buscada
options-prevalence_label = Prevalencia en el entorno del paciente
options-called = alcanza el umbral
options-no_point = El modelo no tiene punto de operación para { $class }.
options-with_interval = { $value } ({ $low } a { $high })
options-level_percent = { $percent } %
options-purpose_screening = Cribado
options-purpose_balanced = Equilibrado
options-purpose_confirming = Confirmación
options-promise_at = Una radiografía recibe respuesta si en su conjunto queda una sola clase; los conjuntos incluyen la clase correcta en el { $level } de las radiografías de cada clase, siempre que estas se parezcan a las de la calibración.
options-answered_rightly = Con un nivel del { $level }, el { $answered } de las radiografías de prueba recibieron respuesta; el { $right } de las respuestas fueron correctas.
options-answered_only = Con un nivel del { $level }, el { $answered } de las radiografías de prueba recibieron respuesta.
options-elsewhere_measured = Conjunto con un nivel del { $level }. Su garantía no se extiende a otros hospitales: en radiografías de otros centros, los conjuntos incluyeron la clase correcta en el { $coverage } de los casos.
options-elsewhere_measured_at = Conjunto con un nivel del { $level }. Su garantía no se extiende a otros hospitales: en radiografías de otros centros, los conjuntos incluyeron la clase correcta en el { $coverage } de los casos (medido con un nivel del { $measured }).
options-elsewhere_not_measured = Conjunto con un nivel del { $level }. Su garantía no se extiende a otros hospitales, donde no se ha medido.
options-own_promise_at = Conjunto con un nivel del { $level }: su garantía vale para radiografías como esas y para ningún otro hospital.
options-prevalence_of = { $people } de cada 1000 personas tienen { $class }

## The user's own films

own_films-heading = Evaluar el modelo con radiografías propias
own_films-how = Arrastre una carpeta que contenga las carpetas COVID-19, normal y pneumonia, o bien radiografías junto con una tabla (CSV) que tenga las columnas file y label. Nada se envía a ningún servidor.
own_films-waiting = La evaluación será posible cuando todas las radiografías estén clasificadas.
own_films-running = Calculando las cifras
own_films-interrupted = El motor se detuvo antes de terminar el cálculo. Repita la evaluación.
own_films-own = Radiografías propias
own_films-test = Radiografías de prueba
own_films-external = Otros hospitales
own_films-films = Radiografías
own_films-accuracy = Exactitud
own_films-ece = Error de calibración (ECE)
own_films-refused = Rechazadas por el control de entrada
own_films-none = sin medir
own_films-confusion = Radiografías propias por etiqueta (filas) y clase más probable (columnas)
own_films-recalibrate = Calibrar para estas radiografías
own_films-recalibrate_what = Ajusta la calibración, los conjuntos de predicción y los puntos de operación a sus radiografías. Solo se guardan las cifras resultantes, en este navegador, hasta que las elimine.
own_films-remove = Volver a la calibración original del modelo
own_films-export = Guardar como model.json
own_films-not_kept = Este navegador no guarda nada, por lo que la calibración se pierde al cerrar la página. Guárdela como model.json.
own_films-judge = { $films ->
    [one] Evaluar con la radiografía de la lista
   *[other] Evaluar con las { $films } radiografías de la lista
}
own_films-table = Las etiquetas se leen de { $name }.
own_films-calibrated_on = Calibrado con { $films } radiografías propias, { $date }.
own_films-coverage_at = Clase correcta en el conjunto, nivel del { $level }
own_films-coverage_label = Clase correcta en el conjunto
own_films-films_of = { $class }: { $films }
own_films-verdict_worse = Con sus radiografías, el modelo acierta en el { $accuracy }: significativamente peor que con las de prueba ({ $p }). No confíe en él para radiografías como estas.
own_films-verdict_not_worse = Con sus radiografías, el modelo acierta en el { $accuracy }: no significativamente peor que con las de prueba.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = Con una calibración para sus radiografías, el error de calibración sería del { $after } en lugar del { $before }; cada radiografía se predice con un ajuste que excluye a su paciente.

## The list of films

worklist-heading = Radiografías
worklist-search = Buscar por nombre
worklist-filter_label = Mostrar
worklist-order_label = Orden
worklist-pause = Pausar
worklist-resume = Continuar
worklist-clear = Vaciar la lista
worklist-undo_clear = Deshacer
worklist-export_csv = Guardar como CSV
worklist-export_json = Guardar como JSON
worklist-export = Guardar lo que se muestra
worklist-nothing_listed = Ninguna radiografía coincide con la búsqueda y el filtro.
worklist-paused = en pausa
worklist-no_pace = calculando el tiempo restante
worklist-progress = Radiografías clasificadas
worklist-doubt_means = Incertidumbre: primero, las radiografías cuyo conjunto de predicción tiene más clases (un conjunto vacío cuenta como uno con todas); a igualdad, las de probabilidades más repartidas (entropía).
worklist-hidden = léala primero
worklist-cancelled = cancelada
worklist-not_at_hand = vuelva a abrirla o arrastrarla
worklist-formula = Algunos nombres empiezan como una fórmula (con =, +, - o @). Se guardan sin cambios para que los programas encuentren las radiografías; importe la columna «file» como texto.
worklist-not_saved = El navegador no guardó el archivo.
worklist-keep = Conservar esta lista en este navegador
worklist-keep_what = Los nombres, las respuestas, las marcas y sus propias lecturas se conservan así al recargar la página, hasta que desactive esta casilla, lo que los borra. Las radiografías no se guardan; Chrome y Edge recuerdan dónde están las que arrastró, para volver a abrirlas con su permiso.
worklist-not_kept = Este navegador no permite que la página conserve la lista.
worklist-reopen = Volver a abrir las radiografías
worklist-drop_again = Vuelva a arrastrar las radiografías o su carpeta para ver las imágenes: se reconocen por el nombre, el tamaño y el contenido.
worklist-done = { $done } de { $all } radiografías,
worklist-cancel = { $waiting ->
    [one] Cancelar la que está en espera
   *[other] Cancelar las { $waiting } en espera
}
worklist-continue_cancelled = { $cancelled ->
    [one] Clasificar la radiografía cancelada
   *[other] Clasificar las { $cancelled } radiografías canceladas
}
worklist-cleared = { $films ->
    [one] Se quitó 1 radiografía de la lista.
   *[other] Se quitaron { $films } radiografías de la lista.
}
worklist-flag = Marcar { $name }
worklist-with_reader = { $note }; usted: { $class }
worklist-without_file = { $films ->
    [one] 1 radiografía de la lista guardada no está abierta.
   *[other] { $films } radiografías de la lista guardada no están abiertas.
}
worklist-key_next = Radiografía siguiente
worklist-key_previous = Radiografía anterior
worklist-key_flag = Marcar la radiografía o quitar la marca
worklist-key_search = Buscar en la lista
worklist-key_class = Lectura a ciegas: COVID-19, normal, neumonía
worklist-key_sureness = Lectura a ciegas: conjetura, con dudas, con seguridad
worklist-order_arrival = Orden de llegada
worklist-order_name = Nombre
worklist-order_shuffled = Aleatorio
worklist-order_prediction = Predicción
worklist-order_probability = Probabilidad de { $class }
worklist-order_doubt = Incertidumbre, de mayor a menor
worklist-filter_all = Todas
worklist-filter_unfinished = Sin terminar
worklist-filter_answered = Con respuesta
worklist-filter_undecided = No concluyentes
worklist-filter_refused = No clasificadas
worklist-filter_failed = Con error
worklist-filter_flagged = Marcadas
worklist-filter_unread = Pendientes de su lectura
worklist-count_all = { $films ->
    [one] 1 radiografía
   *[other] { $films } radiografías
}
worklist-count_some = { $listed } de { $all } radiografías
worklist-seconds_left_few = quedan menos de 10 s
worklist-seconds_left = quedan unos { $seconds } s
worklist-minutes_left = quedan unos { $minutes } min
worklist-hours_left = quedan aproximadamente { $hours } h { $minutes } min
worklist-left_out_films = { $films ->
    [one] Se omite 1 radiografía: no está terminada o usted aún no la ha leído.
   *[other] Se omiten { $films } radiografías: no están terminadas o usted aún no las ha leído.
}
worklist-unnamed_film = Radiografía { $number }

## Reading blind

readers-switch = Leer a ciegas: ocultar cada respuesta hasta que usted dé la suya
readers-ask = ¿Qué ve en la radiografía?
readers-ask_how = Elija una clase y, después, su grado de seguridad. A continuación aparece la respuesta del modelo, y la suya ya no se puede cambiar.
readers-class = Clase
readers-how_sure = ¿Con qué grado de seguridad?
readers-heading = Usted y el modelo
readers-how = Para las radiografías que ha leído a ciegas: con qué frecuencia coinciden usted y el modelo y, si las carpetas o una tabla indican la clase, con qué frecuencia acierta cada uno. La respuesta del modelo es su clase más probable, aunque el resultado no sea concluyente.
readers-compare = Comparar
readers-save = Guardar sus lecturas como CSV
readers-agreement_label = Concordancia
readers-kappa_label = Kappa de Cohen
readers-kappa_means = Kappa mide la concordancia más allá del azar: 0 es la que da el azar por sí solo; 1, la concordancia completa. Entre paréntesis, el intervalo del 95 %.
readers-confusion = Filas: su clase. Columnas: la del modelo.
readers-you = Usted
readers-model = Modelo
readers-accuracy = Exactitud
readers-none = –
readers-read = { $films ->
    [one] Ha leído 1 radiografía.
   *[other] Ha leído { $films } radiografías.
}
readers-known = { $films ->
    [one] En la única radiografía de clase conocida:
   *[other] En las { $films } radiografías de clase conocida:
}
readers-button_guess = Conjetura
readers-button_unsure = Con dudas
readers-button_sure = Con seguridad
readers-guess = conjetura
readers-unsure = con dudas
readers-sure = con seguridad
readers-agreement_on = { $films ->
    [one] { $agreement } de 1 radiografía
   *[other] { $agreement } de { $films } radiografías
}
readers-no_kappa = no definido: { $reason }
readers-sensitivity_of = Sensibilidad, { $class }
readers-specificity_of = Especificidad, { $class }
readers-called_so = { $class } ({ $sureness })
readers-said_so = Su lectura: { $called }.

## The viewer

viewer-viewer = Visor
viewer-toolbar = Herramientas del visor
viewer-window_label = Ventana
viewer-window_custom = Ajuste manual
viewer-invert = Invertir los grises
viewer-flip_across = Voltear horizontalmente
viewer-flip_down = Voltear verticalmente
viewer-turn_left = Girar a la izquierda
viewer-turn_right = Girar a la derecha
viewer-zoom_out = Reducir
viewer-zoom_in = Ampliar
viewer-fit = Ajustar al visor
viewer-reset = Restablecer
viewer-network = Mostrar lo que ve la red
viewer-smooth = Suavizar los píxeles ampliados
viewer-full_screen = Pantalla completa
viewer-help = Teclado y ratón
viewer-close = Cerrar
viewer-compare = Comparar con
viewer-compare_none = ninguna otra
viewer-link = Vincular el zoom y el desplazamiento de ambas radiografías
viewer-decoding = Decodificando todos los bits de la radiografía.
viewer-preparing = Preparando lo que ve la red.
viewer-no_picture = No se puede mostrar la radiografía con todos sus bits
viewer-retry = Reintentar
viewer-not_drawn = Este navegador no puede mostrar la radiografía. Se muestra la vista previa pequeña.
viewer-lengths = Distancias
viewer-no_spacing = El archivo no indica la distancia entre píxeles.
viewer-keys = Teclas
viewer-mouse = Ratón
viewer-touch = Pantalla táctil
viewer-keys_everywhere = Las teclas también actúan cuando ninguna parte de la página tiene el foco. Sin esta opción, haga clic antes en la radiografía.
viewer-list_keys = Teclas de la lista
viewer-with_key = { $label } ({ $key })
viewer-picture = { $name }, { $caption }. Pulse el signo de interrogación para ver las teclas.
viewer-size = { $width } × { $height } px
viewer-network_size = La red ve { $side } × { $side } px
viewer-remove_length = Eliminar { $length }
viewer-key_invert = invertir los grises
viewer-key_flip_across = voltear horizontalmente
viewer-key_flip_down = voltear verticalmente
viewer-key_turn_right = girar a la derecha
viewer-key_turn_left = girar a la izquierda
viewer-key_zoom_in = ampliar
viewer-key_zoom_out = reducir
viewer-key_fit = ajustar al visor
viewer-key_reset = restablecer
viewer-key_first_window = ventana de la cabecera o, si no la hay, rango utilizado
viewer-key_dark = ventana para la mitad oscura: pulmones
viewer-key_bright = ventana para la mitad clara: mediastino y huesos
viewer-key_in_use = ventana del rango utilizado
viewer-key_full = ventana de todos los valores
viewer-key_tools = herramienta: ventana, desplazar, zoom, medir, lupa
viewer-key_move = mover la vista
viewer-key_window = ventana: ancho y centro
viewer-key_length = iniciar y terminar una distancia en el centro de la imagen
viewer-key_delete = eliminar la última distancia
viewer-key_network = lo que ve la red
viewer-key_smooth = suavizar los píxeles ampliados
viewer-key_full_screen = pantalla completa
viewer-key_help = esta ayuda
viewer-drag_first = ancho y centro de ventana, o la herramienta elegida
viewer-drag_middle = desplazar
viewer-drag_right = zoom
viewer-wheel = zoom; en pantalla completa basta la rueda
viewer-two_fingers = zoom y desplazamiento
viewer-tool_window = Ancho y centro de ventana
viewer-tool_pan = Desplazar
viewer-tool_zoom = Zoom
viewer-tool_measure = Medir una distancia
viewer-tool_magnify = Lupa
viewer-preset_header = Según el archivo
viewer-preset_header_numbered = Según el archivo, ventana { $number }
viewer-preset_in_use = Rango utilizado
viewer-preset_dark = Mitad oscura (pulmones)
viewer-preset_bright = Mitad clara (mediastino, huesos)
viewer-preset_full = Todos los valores
viewer-center_and_width = C { $center }, W { $width }
viewer-of_full_size = { $percent } del tamaño original
viewer-value_at = { $value } en { $column }, { $row }
viewer-unit_stored = valores almacenados
viewer-unit_rescaled = valores reescalados
viewer-unit_grey = valores de gris de 16 bits, expandidos al rango utilizado
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance } (calibrado)
viewer-spacing_stated = { $distance } según el archivo
viewer-spacing_detector = { $distance } en el detector
viewer-spacing_scanned = { $distance } en la placa digitalizada
viewer-note_calibrated = Calibrado en el paciente, según el archivo.
viewer-note_stated = Según el espaciado de píxeles del archivo, que no indica si está corregido por la magnificación.
viewer-note_detector = Medido en el detector: las estructuras del paciente son más pequeñas.
viewer-note_scanned = Medido en la placa digitalizada: las estructuras del paciente son más pequeñas.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = Arrastrar con el botón izquierdo
viewer-middle_drag = Arrastrar con el botón central
viewer-right_drag = Arrastrar con el botón derecho
viewer-ctrl_wheel = Ctrl + rueda
viewer-one_finger = Un dedo
viewer-with_two_fingers = Dos dedos
viewer-space_key = Espacio
viewer-arrow_keys = Flechas
viewer-shift_arrows = Mayús + flechas
viewer-enter_key = Intro
viewer-delete_key = Supr

## Where the network looked

explain-show = Mostrar en qué se fijó la red
explain-heading = En qué se fijó la red
explain-hide = Quitar el mapa
explain-working = Calculando los mapas
explain-failed = No se pudo explicar la respuesta
explain-class = Indicios a favor de
explain-map = Mapa
explain-opacity = Opacidad
explain-contour = Línea a la mitad de la escala
explain-occlude = Tapar partes de la radiografía
explain-cancel = Cancelar
explain-occluding = Partes tapadas hasta ahora
explain-note = Un mapa así muestra qué partes de la radiografía hicieron variar la cifra de la red. No muestra dónde hay enfermedad, y un mapa verosímil no hace correcta una respuesta.
explain-nothing = En este mapa, ninguna parte de la radiografía apoya la clase { $class }.
explain-kind_finer = Activación de clase, más fina
explain-kind_last = Activación de clase, último mapa
explain-kind_occlusion = Oclusión
explain-meaning_activation = Colores: lo que aporta cada una de las { $side } × { $side } celdas a la puntuación de la red para { $class } antes de la calibración (su logit). Lo que va en contra queda sin color. Todas las clases comparten la escala.
explain-meaning_occlusion = Colores: cuánto baja la probabilidad de { $class } cuando un cuadro gris tapa esa zona, en puntos porcentuales. Todas las clases comparten la escala.
explain-occlusion = Un cuadro gris de un octavo del lado recorre la radiografía, y la red clasifica cada una de las { $count } copias. Las demás radiografías tienen prioridad.
explain-progress_of = { $done } de { $count }
explain-strongest_at = El máximo para { $class } está { $place }: { $value } de { $maximum } en la escala.
explain-place_upper_left = arriba a la izquierda
explain-place_lower_left = abajo a la izquierda
explain-place_left = a la izquierda
explain-place_upper_right = arriba a la derecha
explain-place_lower_right = abajo a la derecha
explain-place_right = a la derecha
explain-place_top = arriba
explain-place_bottom = abajo
explain-place_middle = en el centro

## The check for shortcuts

lens-check = Comprobar si hay atajos
lens-heading = Comprobación de atajos
lens-working = Clasificando copias modificadas de la radiografía
lens-failed = No se pudieron clasificar las copias
lens-note = Los pulmones se ocultan con una elipse igual para todas las radiografías, no siguiendo su contorno. Las letras se ocultan donde se detectan. Una respuesta que supera la comprobación puede ser errónea de todos modos.
lens-lungs_hidden = pulmones ocultos
lens-border_hidden = borde oculto
lens-letters_hidden = letras ocultas
lens-mirrored = imagen en espejo
lens-reencoded = recodificación (JPEG, calidad 50)
lens-turned = giro de 5 grados
lens-cropped = recorte a nueve décimos
lens-border_only = solo el borde
lens-jpeg = JPEG, calidad 50
lens-no_letters = No se encontraron letras
lens-stays = Se mantiene: { $result }
lens-changes = Cambia: { $result }
lens-answer_sound = La respuesta cambia al ocultar los pulmones y se mantiene al modificar cualquier otra cosa, como debe ser.
lens-class_sound = La clase más probable, { $class }, cambia al ocultar los pulmones y se mantiene al modificar cualquier otra cosa, como debe ser.
lens-answer_without_lungs = La respuesta se mantiene al ocultar los pulmones: no se fíe de ella.
lens-class_without_lungs = La clase más probable, { $class }, se mantiene al ocultar los pulmones: no se fíe de ella.
lens-answer_moved = La respuesta cambia aun con los pulmones visibles ({ $changes }): no se base en ella.
lens-class_moved = La clase más probable, { $class }, cambia aun con los pulmones visibles ({ $changes }): no se base en ella.
lens-also_moved = Además, cambia aun con los pulmones visibles ({ $changes }).
lens-share_without_lungs = De las radiografías de prueba con predicción { $class }, el { $share } la mantienen al ocultar los pulmones.

## The report

report-open = Informe
report-title = Radiografía de tórax, predicción del modelo
report-print = Imprimir o guardar como PDF
report-save_png = Guardar como PNG
report-close = Cerrar
report-not_saved = El navegador no guardó la imagen.
report-reference = Nombre o referencia (opcional, no se almacena)
report-film = La radiografía
report-film_with_map = La radiografía con el mapa que tenía superpuesto. Un mapa muestra qué hizo variar la cifra del modelo, no dónde hay enfermedad.
report-answer = Respuesta
report-probabilities = Probabilidades calibradas
report-cautions = Advertencias
report-no_cautions = Ninguna para esta radiografía, aparte de las limitaciones del modelo.
report-model = Modelo
report-provenance = Trazabilidad
report-set_label = No se puede descartar
report-no_class = ninguna clase encaja
report-set_worth = Alcance del conjunto
report-reader = Lector, antes de ver la respuesta
report-network = Red
report-accuracy_test = Exactitud, mismas fuentes
report-accuracy_external = Exactitud, otras fuentes
report-ece_test = Error de calibración (ECE), mismas fuentes
report-ece_external = Error de calibración (ECE), otras fuentes
report-calibration = Calibración
report-film_hash = SHA-256 del archivo de la radiografía
report-not_known = desconocido
report-film_size = Radiografía
report-weights_hash = SHA-256 de los pesos (de los hashes de sus fragmentos)
report-scorecard_hash = SHA-256 de la ficha del modelo
report-engine = Calculado en
report-time = Informe generado
report-software = Software
report-doubt_label = Incertidumbre (entropía, en porcentaje de su máximo)
report-reference_line = Referencia: { $reference }
report-set_at_level = { $classes }, con un nivel del { $level }
report-estimate_and_films = { $estimate }, { $films } radiografías

## The other pages

pages-navigation = Páginas
pages-name_films = Radiografías
pages-name_model = Modelo
pages-name_privacy = Privacidad
pages-name_diagnosis = Diagnóstico técnico
pages-not_defined = no definido
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = Resultados
model_page-split_label = Radiografías de
model_page-intervals = Cada cifra, con su intervalo del 95 %: Wilson para las proporciones, bootstrap por pacientes para las demás. Nada se eligió a partir de las radiografías de prueba ni de las de otras fuentes.
model_page-confusion = Matriz de confusión
model_page-confusion_note = Las filas son la etiqueta y las columnas, la predicción; los porcentajes se refieren a la fila.
model_page-label = Etiqueta
model_page-roc = Curvas ROC (característica operativa del receptor)
model_page-false_positives = 1 − especificidad
model_page-sensitivity = sensibilidad
model_page-reliability = Diagrama de fiabilidad
model_page-confidence = probabilidad de la predicción
model_page-accuracy = exactitud
model_page-reliability_note = Sobre la diagonal, las predicciones aciertan con la frecuencia que indica su probabilidad.
model_page-classes = Por clase
model_page-sources = Por fuente
model_page-sources_note = Un modelo que reconoce la colección en lugar de la enfermedad obtiene buenos resultados en una fuente y malos en otra.
model_page-no_plot = Esta ficha no contiene puntos para este gráfico.
model_page-data = Radiografías
model_page-hashes = Hashes (SHA-256)
model_page-weights = Pesos
model_page-list = Lista de radiografías
model_page-plot = { $heading }: { $figures }
model_page-dot = { $films ->
    [one] { $films } radiografía, { $accuracy }
   *[other] { $films } radiografías, { $accuracy }
}
model_page-column_class = Clase
model_page-column_films = Radiografías
model_page-column_sensitivity = Sensibilidad
model_page-column_specificity = Especificidad
model_page-column_ppv = VPP
model_page-column_npv = VPN
model_page-column_source = Fuente
model_page-column_accuracy = Exactitud
model_page-column_split = Partición
model_page-split_val = la partición de validación (optimista)
model_page-split_test = la partición de prueba (mismas fuentes)
model_page-split_external = otras fuentes
model_page-headline_of = { $films } radiografías: exactitud { $accuracy }, exactitud equilibrada { $balanced }, error de calibración esperado { $ece }.
model_page-curve_of = { $class }, AUROC { $area }

## The page on privacy

privacy_page-lead = Las radiografías se decodifican y clasifican en este navegador. No se envían a ningún servidor, y nada de ellas se almacena salvo que usted lo guarde.
privacy_page-now = Ahora
privacy_page-sealed = El service worker está activo: sirve esta página desde la caché del navegador y rechaza cualquier otra petición.
privacy_page-not_sealed = El service worker aún no está activo, o este navegador no dispone de él. Aun así, la política de la página prohíbe las peticiones a otros servidores.
privacy_page-how = Qué lo garantiza
privacy_page-check = Cómo comprobarlo
privacy_page-policy = La política de esta página
privacy_page-no_policy = No se pudo leer la política.
privacy_page-means_policy = Una directiva Content-Security-Policy solo permite peticiones al propio servidor de esta página, y no admite formularios ni marcos ni scripts ajenos.
privacy_page-means_worker = Un service worker rechaza toda petición que no sea de los archivos de la página y del modelo.
privacy_page-means_requests = Una vez cargado el modelo, la página no hace ninguna petición; se cuentan a partir de los registros del propio navegador, aquí y en cada worker.
privacy_page-means_files = La página lee los archivos, no los recibe un servidor: no hay código de servidor, solo una carpeta de archivos con hashes.
privacy_page-step_tools = Abra las herramientas de desarrollo (F12) y su panel «Red», y clasifique una radiografía: no aparece nada.
privacy_page-step_offline = Desactive la red (modo avión, o «Sin conexión» en el panel «Red») y clasifique otra radiografía: funciona, y recargar la página también.
privacy_page-step_storage = Abra «Aplicación» y luego «Almacenamiento»: las cachés contienen la página y el modelo, ninguna radiografía.
privacy_page-step_hashes = Compare los archivos con los hashes de manifest.json, que acompaña a cada versión publicada.

## The page on the engine

diagnosis_page-lead = Lo que comunican este navegador y su dispositivo, y si calculan correctamente. Nada de ello se envía a ningún sitio; cópielo en un informe de error.
diagnosis_page-examine = Examinar el motor
diagnosis_page-waiting = Hay una radiografía en curso; el examen viene a continuación.
diagnosis_page-running = Ejecutando la comprobación de referencia y midiendo el tiempo de cada operación.
diagnosis_page-copy = Copiar el informe
diagnosis_page-copied = Copiado.
diagnosis_page-not_copied = El navegador no lo permitió: seleccione el texto y cópielo.
diagnosis_page-report = Informe

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = normal
model-class_pneumonia = neumonía

## The gate.

model-gate_mirrored = el corazón parece estar a la derecha: radiografía en espejo o dextrocardia; compruébelo con el marcador de lado
model-gate_turned_clockwise = la radiografía está tumbada, girada en sentido horario; gírela 90 grados en sentido contrario
model-gate_upside_down = la radiografía está boca abajo; gírela 180 grados
model-gate_turned_counterclockwise = la radiografía está tumbada, girada en sentido antihorario; gírela 90 grados en sentido contrario
model-gate_inverted = la radiografía está en negativo, con los huesos oscuros y los pulmones claros; invierta los grises
model-gate_lateral = parece una radiografía lateral de tórax; elija una frontal (PA o AP)
model-gate_other_radiograph = parece una radiografía de otra parte del cuerpo; elija una radiografía frontal de tórax
model-gate_slice = parece un corte de TC o RM; elija una radiografía frontal de tórax
model-gate_composite = parecen varias radiografías, o una radiografía dentro de una captura de pantalla, una foto o un marco; recorte la imagen para dejar una sola o elija la radiografía original
model-gate_other = no parece una radiografía de tórax; elija una radiografía frontal de tórax
model-gate_coloured = la imagen tiene colores intensos, y una radiografía de tórax es gris; elija la radiografía original

## Reasons beside an answer or for an abstention.

model-reading_no_sets = el modelo no tiene conjuntos de predicción porque no se exportó: las radiografías dudosas reciben respuesta como todas las demás
model-reading_unusually_low = la probabilidad de { $top } es mayor que la de { $only }, pero inusualmente baja para una radiografía de la clase { $top }
model-reading_no_class_fits = la radiografía no encaja lo suficiente en ninguna clase
model-reading_two_classes = no se puede distinguir entre { $one } y { $other }
model-reading_any_class = no se puede descartar ninguna clase
model-reading_far = esta radiografía está más alejada de las de entrenamiento que el { $percentile } % de las de validación (fuentes más próximas: { $sources }), por lo que solo se descartan clases con un nivel del { $level } %

## Operating points and prevalence.

model-purpose_screening = cribado
model-purpose_balanced = equilibrado
model-purpose_confirming = confirmación
model-aim_screening = Cribado, con pocos falsos negativos
model-aim_balanced = Equilibrado
model-aim_confirming = Confirmación, con pocos falsos positivos
model-point_on_test_films = { $aim }: se considera { $class } a partir de una probabilidad del { $threshold } %; en las radiografías de prueba, así se detecta el { $found } % ({ $found_low } a { $found_high }) de las de la clase { $class } y se obtiene un falso positivo en el { $alarms } % ({ $alarms_low } a { $alarms_high }) de las demás.
model-point_on_fitted_films = { $aim }: se considera { $class } a partir de una probabilidad del { $threshold } %; en las radiografías con las que se ajustó, así se detecta el { $found } % ({ $found_low } a { $found_high }) de las de la clase { $class } y se obtiene un falso positivo en el { $alarms } % ({ $alarms_low } a { $alarms_high }) de las demás.
model-point_not_measured = { $aim }: se considera { $class } a partir de una probabilidad del { $threshold } %; no se ha medido con qué frecuencia se acierta.
model-point_elsewhere = En radiografías de otros hospitales se detecta el { $found } % ({ $found_low } a { $found_high }) de los casos y se obtiene un falso positivo en el { $alarms } % ({ $alarms_low } a { $alarms_high }) de las demás.
model-outlook = De 1000 personas de ese entorno, { $called } ({ $called_low } a { $called_high }) tendrían un resultado de { $class }, y { $right } ({ $right_low } a { $right_high }) de ellas padecerían la enfermedad; { $missed } ({ $missed_low } a { $missed_high }) con la enfermedad quedarían sin detectar.

## Splits of the films.

model-split_train = entrenamiento
model-split_val = validación
model-split_test = prueba
model-split_external = externa

## Files that cannot be read.

model-file_empty = el archivo está vacío; elija el archivo de la propia radiografía
model-file_too_long = el archivo ocupa { $mebibytes } MiB y supera el límite de { $limit } MiB; guarde la radiografía en un archivo más pequeño
model-file_too_long_unpacked = el archivo ocupa más de { $limit } MiB una vez descomprimido; guarde la radiografía en un archivo más pequeño
model-file_too_many_pixels = la imagen tiene { $width } × { $height } píxeles y supera el límite de { $limit } millones; guarde la radiografía con menor resolución
model-file_too_much_memory = el archivo { $kind } ocuparía demasiada memoria; guarde la radiografía como PNG simple en grises
model-file_too_small = la imagen tiene { $width } × { $height } píxeles, y una radiografía necesita al menos { $least } por lado; elija la radiografía original en lugar de una vista previa pequeña
model-file_strip = la imagen es una franja de { $width } × { $height } píxeles, y una radiografía es como mucho { $most } veces más larga que ancha; elija una sola radiografía
model-file_no_contrast = la imagen es casi uniforme, sus valores de gris apenas varían; vuelva a exportar la radiografía con todo su rango
model-file_two_levels = la imagen solo tiene dos niveles de gris (un bit por píxel, como en un fax); elija la radiografía con todos sus niveles de gris
model-file_not_finite = el archivo { $kind } contiene valores que no son números finitos; sustitúyalos o exporte la radiografía como PNG
model-file_unknown_format = el archivo no está en ningún formato de imagen conocido; elija una radiografía guardada como DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP o GIF
model-file_cmyk = el archivo { $kind } contiene colores CMYK (de imprenta); guarde la radiografía en grises o RGB
model-file_variant = esta variante de { $kind } no se admite; guarde la radiografía como PNG de 8 o 16 bits ({ $detail })
model-file_truncated = el archivo { $kind } está incompleto; vuelva a copiarlo o descargarlo
model-file_damaged = el archivo { $kind } está dañado; vuelva a copiarlo o exportarlo ({ $detail })
model-file_unknown_syntax = la sintaxis de transferencia del archivo DICOM no se admite: desconocida ({ $uid }); convierta el archivo con `dcmdjpeg` o `dcmconv`, o exporte la radiografía como PNG
model-file_syntax = la sintaxis de transferencia del archivo DICOM no se admite: { $name } ({ $uid }); convierta el archivo con `dcmdjpeg` o `dcmconv`, o exporte la radiografía como PNG
model-file_no_picture = el archivo DICOM no contiene ninguna imagen; elija el archivo de la propia radiografía
model-file_directory = el archivo DICOM no contiene ninguna imagen, solo un directorio de otros archivos (DICOMDIR); elija el archivo de la propia radiografía
model-file_several_frames = el archivo { $kind } contiene { $frames } imágenes; seleccione una o guarde la que desee leer como imagen individual
model-file_several_films = el archivo { $kind } contiene { $films } radiografías; seleccione una o guarde la que desee leer como imagen individual
model-file_no_such_frame = el archivo { $kind } no tiene la imagen { $frame }; seleccione una de la 1 a la { $frames }
model-file_other_examination = según la cabecera DICOM, { $says }; elija una radiografía frontal de tórax
model-file_wrong_length = se indicaron { $values } valores de gris para una imagen de { $width } × { $height } píxeles; indique uno por píxel
model-file_outside_picture = el rectángulo no está dentro de la imagen de { $width } × { $height } píxeles; elija otro
model-file_not_resized = no se puede cambiar el tamaño de la imagen; guarde la radiografía como PNG simple en grises ({ $detail })

## Archives.

model-archive_truncated = el archivo comprimido está incompleto; vuelva a copiarlo o descargarlo
model-archive_damaged = el archivo comprimido está dañado; vuelva a copiarlo o descargarlo ({ $detail })
model-archive_document = el archivo es un documento ofimático o un programa; exporte su imagen como PNG y elija esa imagen
model-archive_no_films = el archivo comprimido no contiene radiografías; elija la propia radiografía
model-archive_encrypted = el archivo está cifrado; descomprímalo con su contraseña y elija la propia radiografía
model-archive_method = el método de compresión del archivo ({ $method }) no se admite; descomprímalo y elija la propia radiografía
model-archive_divided = es una parte de un archivo comprimido dividido; descomprímalo y elija las propias radiografías
model-archive_too_many_files = el archivo comprimido contiene { $files } archivos y supera el límite de { $limit }; descomprímalo y elija las propias radiografías
model-archive_expands_too_far = el archivo comprimido declara un contenido de { $mebibytes } MiB, excesivo para su tamaño; descomprímalo y elija las propias radiografías
model-archive_unreadable = el archivo comprimido no se puede leer: { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = el archivo es { $what }; { $advice }
model-format_avif_picture = una imagen AVIF
model-format_heic_picture = una imagen HEIC, el formato en que los teléfonos guardan las fotos
model-format_heif_picture = una imagen HEIF
model-format_jpeg_xl_picture = una imagen JPEG XL
model-format_video = un vídeo
model-format_svg_drawing = un dibujo SVG
model-format_web_page = una página web (HTML)
model-format_xml_text = un texto XML
model-format_git_lfs_pointer = un puntero de git-lfs en lugar de la imagen
model-format_pdf_document = un documento PDF
model-format_postscript_document = un documento PostScript
model-format_rich_text = un texto enriquecido (RTF)
model-format_old_office_document = un documento ofimático de formato antiguo
model-format_jpm_document = un documento JPEG 2000 (JPM)
model-format_djvu_document = un documento DjVu
model-format_zip_archive = un archivo comprimido ZIP
model-format_rar_archive = un archivo comprimido RAR
model-format_7z_archive = un archivo comprimido 7z
model-format_gzip_file = un archivo gzip
model-format_bzip2_file = un archivo bzip2
model-format_xz_file = un archivo xz
model-format_zstandard_file = un archivo Zstandard
model-format_photoshop_picture = una imagen de Photoshop
model-format_jpeg_xr_picture = una imagen JPEG XR
model-format_openexr_picture = una imagen OpenEXR
model-format_fits_picture = una imagen FITS
model-format_nrrd_volume = un volumen NRRD
model-format_metaimage_volume = un volumen MetaImage
model-format_nifti_volume = un volumen NIfTI
model-format_numpy_array = una matriz de NumPy
model-format_hdf5_file = un archivo HDF5
model-format_netpbm_picture = una imagen Netpbm (PGM, PPM)
model-advice_convert = este formato no se admite: conviértalo a PNG o vuelva a exportar la radiografía como PNG o DICOM
model-advice_export = exporte de él la propia radiografía como PNG o DICOM
model-advice_download = un texto así suele sustituir a una descarga fallida: vuelva a descargar la radiografía
model-advice_unpack = descomprímalo y elija la radiografía que contiene
model-advice_lfs = obtenga la imagen con `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = la modalidad es { $name }
model-header_body_part = la región anatómica no es el tórax ({ $name })
model-header_view = la proyección no es frontal ({ $name })
model-modality_bi = imagen biomagnética (BI)
model-modality_bmd = densitometría ósea (BMD)
model-modality_ct = tomografía computarizada (CT)
model-modality_doc = un documento (DOC)
model-modality_ecg = un electrocardiograma (ECG)
model-modality_es = endoscopia (ES)
model-modality_gm = microscopia (GM)
model-modality_io = radiografía intraoral (IO)
model-modality_ivoct = tomografía de coherencia óptica intravascular (IVOCT)
model-modality_ivus = ecografía intravascular (IVUS)
model-modality_ko = una selección de objetos (KO)
model-modality_mg = mamografía (MG)
model-modality_mr = resonancia magnética (MR)
model-modality_nm = medicina nuclear (NM)
model-modality_oct = tomografía de coherencia óptica (OCT)
model-modality_op = fotografía oftálmica (OP)
model-modality_opt = tomografía oftálmica (OPT)
model-modality_pr = un estado de presentación (PR)
model-modality_pt = tomografía por emisión de positrones (PT)
model-modality_px = radiografía panorámica (PX)
model-modality_rtdose = una dosis de radioterapia (RTDOSE)
model-modality_rtimage = una imagen de radioterapia (RTIMAGE)
model-modality_rtplan = un plan de radioterapia (RTPLAN)
model-modality_rtstruct = estructuras de radioterapia (RTSTRUCT)
model-modality_seg = una segmentación (SEG)
model-modality_sm = microscopia de portaobjetos (SM)
model-modality_sr = un informe (SR)
model-modality_tg = termografía (TG)
model-modality_us = ecografía (US)
model-modality_xa = angiografía (XA)
model-modality_xc = fotografía (XC)
model-part_abdomen = abdomen
model-part_ankle = tobillo
model-part_arm = brazo
model-part_bladder = vejiga
model-part_brain = cerebro
model-part_breast = mama
model-part_clavicle = clavícula
model-part_coccyx = cóccix
model-part_colon = colon
model-part_elbow = codo
model-part_extremity = extremidad
model-part_face = cara
model-part_femur = fémur
model-part_fibula = peroné
model-part_finger = dedo de la mano
model-part_foot = pie
model-part_forearm = antebrazo
model-part_hand = mano
model-part_head = cabeza
model-part_heel = talón
model-part_hip = cadera
model-part_humerus = húmero
model-part_jaw = mandíbula
model-part_kidney = riñón
model-part_knee = rodilla
model-part_leg = pierna
model-part_neck = cuello
model-part_orbit = órbita
model-part_pelvis = pelvis
model-part_sacrum = sacro
model-part_scapula = escápula
model-part_shoulder = hombro
model-part_sinuses = senos paranasales
model-part_skull = cráneo
model-part_spine = columna vertebral
model-part_stomach = estómago
model-part_teeth = dientes
model-part_thigh = muslo
model-part_thumb = pulgar
model-part_tibia = tibia
model-part_toe = dedo del pie
model-part_wrist = muñeca
model-view_oblique = oblicua
model-view_decubitus = decúbito lateral
model-view_lateral = lateral
model-view_orientation = orientación del paciente propia de una proyección lateral

## A model that is rejected.

model-model_file_missing = falta su archivo { $name }
model-model_file_too_long = { $file } es más largo de lo que indica la ficha del modelo
model-model_wrong_order = se leyó el fragmento { $got } donde se esperaba el { $expected } de { $shards }
model-model_wrong_length = { $file } tiene { $got } bytes, y la ficha del modelo indica { $expected }; vuelva a cargarlo
model-model_wrong_hash = { $file } está dañado: su SHA-256 es { $got }, y la ficha del modelo indica { $expected }; vuelva a cargarlo
model-model_incomplete = solo se leyeron { $got } de { $expected } fragmentos
model-model_tensor_missing = falta el tensor { $position }, la red necesita { $needed }
model-model_wrong_tensor = el tensor { $position } es { $found }, la red necesita { $needed }
model-model_wrong_count = la ficha del modelo enumera { $listed } tensores, la red tiene { $needed }
model-model_not_finite = el valor { $index } del tensor { $name } no es un número finito
model-model_bad_variance = el valor { $index } del tensor { $name } es una varianza negativa
model-model_bad_scale = la escala del canal { $channel } del tensor { $name } no es un número finito mayor que cero
model-model_bad_level = el valor { $index } del tensor { $name } es -128, que los pesos de 8 bits no usan
model-model_out_of_memory = no hay memoria suficiente para { $mebibytes } MiB de pesos; use una red más pequeña
model-model_bad_side = un lado de entrada de { $side } px no es válido: debe ser un múltiplo positivo de { $step }
model-model_unknown_network = red desconocida: { $name }; se esperaba una de { $names }

## A scorecard that is rejected.

model-scorecard_malformed = la ficha del modelo { $file } está dañada o incompleta: { $problem }; vuelva a cargarla o exportarla
model-scorecard_version = la ficha del modelo tiene la versión de formato { $found }, y esta compilación lee la versión { $known }: use los pesos y la página de una misma publicación
model-scorecard_classes = las clases de la ficha del modelo no son COVID-19, normal y pneumonia, en este orden; use un modelo exportado para ellas
model-scorecard_wrong = la ficha del modelo es errónea: { $why }; vuelva a exportar el modelo
model-scorecard_too_many_shards = la ficha del modelo enumera { $shards } fragmentos, ninguna red tiene más de { $limit }; vuelva a exportar el modelo
model-scorecard_shard = el fragmento { $index } de la ficha del modelo es erróneo: { $problem }; vuelva a exportar el modelo
model-scorecard_shard_name = el nombre de su archivo no sigue el patrón weights.NNN.bin
model-scorecard_shard_length = su longitud es cero o supera 16 MiB
model-scorecard_shard_hash = su SHA-256 no consta de 64 dígitos hexadecimales en minúscula
model-scorecard_twice_listed = la ficha del modelo enumera dos veces el tensor { $name }; vuelva a exportar el modelo
model-scorecard_uncountable = el tamaño de los tensores de la ficha del modelo hasta { $name } se desborda; vuelva a exportar el modelo
model-scorecard_sizes_differ = los tensores de la ficha del modelo ocupan { $tensors } bytes, pero sus fragmentos contienen { $shards }; vuelva a exportar el modelo
model-scorecard_other_features = la distancia de la ficha del modelo se mide entre { $found } características, la red tiene { $expected }; vuelva a exportar el modelo
model-scorecard_golden = golden.{ $field }, de la ficha del modelo, no es un número finito; vuelva a exportar el modelo
model-scorecard_golden_positive = golden.{ $field }, de la ficha del modelo, no es un número finito mayor que cero; vuelva a exportar el modelo

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets debe tener una entrada por cada nivel de 0.8 a 0.99, en orden
model-sets_not_a_score = un umbral de answer_sets para { $class } no está en 0..=1
model-sets_falling = los umbrales de answer_sets para { $class } disminuyen al aumentar el nivel
model-sets_invalid_level = nivel no válido: { $level }; se esperaba un porcentaje entero de 0.80 a 0.99, por ejemplo 0.9
model-points_not_a_probability = el umbral del punto de operación para { $class } ({ $purpose }) no está en 0..=1
model-points_twice = hay dos puntos de operación para { $class } ({ $purpose })
model-calibration_temperature = la temperatura { $temperature } no es un número positivo
model-calibration_parameters = la calibración { $method } no tiene exactamente los parámetros de su método: temperatura (temperature), escala y sesgo (vector-scaling), o pesos y sesgo (dirichlet)
model-calibration_parameter = un parámetro de la calibración no es un número finito
model-gate_not_base64 = los pesos del control de entrada no están en Base64
model-gate_wrong_length = el control de entrada tiene { $found } pesos en lugar de { $expected }
model-gate_not_finite = un número del control de entrada no es finito
model-distance_direction = una dirección de distance no es Base64 de números distintos de cero
model-distance_groups = faltan los grupos de distance, o sus direcciones difieren en longitud
model-distance_percentiles = distance debe tener { $count } percentiles, finitos y ascendentes
model-distance_rule = distance.far.percentile es { $percentile }; debe estar entre 1 y { $highest }
model-scorecard_place = { $problem } en la línea { $line }, columna { $column }

## Errors of the engine and of the browser.

model-engine_output = la salida de la red no es un número finito
model-engine_not_finite = la red devolvió un valor no finito
model-engine_wrong_count = la red devolvió { $values } valores, menos de uno por clase
model-engine_not_read_back = no se puede recuperar el resultado: { $why }
model-engine_no_weights = faltan los pesos para la explicación: { $why }
model-engine_weights_not_kept = no se conservan
model-engine_busy = el motor está ocupado o aún no está listo
model-engine_no_file = la solicitud no tiene archivo
model-engine_no_pixels = faltan los píxeles de la radiografía
model-engine_no_copies = faltan las imágenes de las copias
model-browser_no_adapter = el navegador no tiene ningún adaptador de GPU
model-browser_lacks = el navegador no dispone de { $thing }
model-browser_device_lost = se perdió el dispositivo
model-browser_message = mensaje inesperado

## A visitor's own films, and reading blind.

model-own_busy = Hay una radiografía en curso: inténtelo de nuevo en un momento.
model-own_all_refused = Todas las imágenes etiquetadas se rechazaron, así que no hay nada que evaluar.
model-own_too_few = Hay muy pocas radiografías para calibrar el modelo: para descartar una clase con un nivel del { $level } %, los conjuntos de predicción necesitan al menos { $least } radiografías de cada clase que no estén lejos de las de entrenamiento, y de { $class } hay { $fewest }.
model-own_no_calibration = no se puede ajustar la calibración: se necesitan radiografías de al menos dos pacientes
model-own_no_sets = no se pueden ajustar los conjuntos de predicción: { $why }
model-own_no_points = no se pueden ajustar los puntos de operación: { $why }
model-labels_none = Ninguna de las radiografías tiene etiqueta: arrastre una carpeta que contenga las carpetas COVID-19, normal y pneumonia, o bien las radiografías junto con una tabla (CSV) que tenga las columnas file y label.
model-labels_no_table = La tabla { $name } no se usa: { $why }.
model-labels_no_columns = su primera fila no nombra las columnas file y label
model-labels_contradicting_folder = Se omite 1 radiografía: está en carpetas de clases distintas.
model-labels_contradicting_folders = Se omiten { $films } radiografías: están en carpetas de clases distintas.
model-labels_ambiguous_film = Se omite 1 radiografía: la nombra una fila que corresponde a varias; indique las rutas en la tabla.
model-labels_ambiguous_films = Se omiten { $films } radiografías: las nombra una fila que corresponde a varias; indique las rutas en la tabla.
model-labels_unmatched = { $rows ->
    [one] { $rows } fila de la tabla no corresponde a ninguna radiografía de la lista.
   *[other] { $rows } filas de la tabla no corresponden a ninguna radiografía de la lista.
}
model-labels_unknown = { $rows ->
    [one] { $rows } fila de la tabla no tiene la etiqueta COVID-19, normal o pneumonia, sino, por ejemplo, { $label }.
   *[other] { $rows } filas de la tabla no tienen la etiqueta COVID-19, normal o pneumonia, sino, por ejemplo, { $label }.
}
model-labels_contradicting_rows = { $files ->
    [one] { $files } archivo de la tabla tiene dos etiquetas y se omite.
   *[other] { $files } archivos de la tabla tienen dos etiquetas y se omiten.
}
model-readers_none = Todavía no hay ninguna radiografía a la que hayan respondido usted y el modelo.
model-readers_no_label = Ninguna de las radiografías a las que usted ha respondido tiene etiqueta.
model-readers_no_film = ninguna radiografía fue leída por ambos
model-readers_one_class = ambos lectores eligieron la misma clase para todas las radiografías
