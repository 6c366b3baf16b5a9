# The text of the page in Portuguese.

## The page

page-no_embedding = A incorporação está desativada: o servidor desta página não lista nenhum site autorizado a classificar radiografias nela. Consulte `cargo xtask dist --embed`.
page-name = Pneumoscope
page-tagline = Classificação de radiografias de tórax no navegador
page-drop_title = Arraste radiografias de tórax para cá
page-drop_next = Arraste mais radiografias de tórax para cá
page-choose_folder = escolher uma pasta
page-take_photo = tirar uma foto
page-drop_or = Também é possível colar uma imagem ou
page-choose = escolher arquivos
page-containers = O conteúdo de pastas e arquivos ZIP é examinado em busca de radiografias
page-privacy = As radiografias são processadas neste navegador. Elas não são enviadas nem armazenadas.
page-cached = Esta página e seu modelo ficam em cache para uso off-line até que os dados deste site sejam apagados.
page-disclaimer = Ferramenta de pesquisa, não é um dispositivo médico.
page-disclaimer_long = O Pneumoscope destina-se à pesquisa e ao ensino. Não o utilize para diagnosticar, tratar ou tomar decisões sobre pacientes.
page-result = Predição do modelo
page-nothing_yet = As probabilidades de COVID-19, normal e pneumonia aparecerão aqui.
page-waiting_for_engine = A radiografia será classificada assim que o modelo estiver pronto.
page-waiting_for_turn = A radiografia está na fila.
page-preparing = Preparando o arquivo
page-inferring = Classificando a radiografia
page-film_waits = em espera
page-film_runs = em andamento
page-film_failed = falhou
page-refused = Não classificada
page-not_read = Não foi possível classificar este arquivo
page-burned_in = Segundo o cabeçalho, há texto gravado nesta imagem. Ele pode identificar o paciente e pode ter influenciado a predição.
page-no_engine = O modelo não está disponível
page-retry = Tentar novamente
page-model = Sobre este modelo
page-limits = Limitações conhecidas
page-model_loading = Carregando a ficha do modelo.
page-model_name = Rede neural
page-model_input = Entrada
page-model_size = Tamanho
page-model_test = Acurácia, mesmas fontes
page-model_external = Acurácia, outras fontes
page-model_date = Exportado em
page-model_licence = Licença
page-not_tested = não testado
page-requests = Requisições de rede desde o carregamento do modelo:
page-download_label = Download do modelo
page-reading_label = Andamento da classificação
page-read_frames = Classificar cada uma das { $frames } imagens
page-thumbnail = Miniatura de { $name }
page-input = { $side } × { $side } pixels, tons de cinza
page-waiting = { $films ->
    [one] Mais { $films } radiografia em espera
   *[other] Mais { $films } radiografias em espera
}
page-class_covid19 = COVID-19
page-class_normal = normal
page-class_pneumonia = pneumonia
page-list_pair = { $left }, { $right }
page-alternative_pair = { $left } ou { $right }
page-sentence_pair = { $left } { $right }
page-percentage = { $number } %
page-less_than = < { $number } %
page-more_than = > { $number } %
page-farther = Mais distante das radiografias de treinamento do que { $percentile } % das radiografias de validação; fontes mais próximas: { $sources }.
page-confidence = { $films ->
    [one] IC 95 %: { $low } a { $high }, { $films } radiografia
   *[other] IC 95 %: { $low } a { $high }, { $films } radiografias
}
page-megabyte_count = { $number } MB
page-part_of = { $received } de { $total }
page-format_list = DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP ou GIF, até { $mebibytes } MiB por arquivo
page-milliseconds = { $number } ms
page-seconds = { $number } s
page-pixels = { $width } × { $height } pixels
page-turned_right = girada 90° no sentido horário
page-turned_over = girada 180°
page-turned_left = girada 90° no sentido anti-horário
page-inverted = invertida
page-cropped = recortada
page-turn_upright = Girar para a posição correta
page-invert = Inverter
page-crop = Usar a área demarcada
page-undo_change = Desfazer: { $change }
page-million_parameters = { $number } milhões de parâmetros
page-class_with_probability = { $class } { $probability }
page-undecided_none = Inconclusivo: nenhuma das classes é compatível
page-undecided_between = Inconclusivo: { $classes }
page-announced = { $name }: { $outcome }. { $sentences }
page-full_sentence = { $text }.

## The language

language-label = Idioma
language-not_loaded = Não foi possível carregar os textos em { $name }. Verifique a conexão e escolha o idioma novamente.

## The theme

theme-label = Tema
theme-system = Tema do sistema
theme-light = Claro
theme-dark = Escuro
theme-contrast = Alto contraste

## The tour

tour-offer = Fazer o tour: quatro etapas
tour-start = Tour
tour-place = Etapa { $number } de { $steps }
tour-next = Avançar
tour-back = Voltar
tour-skip = Pular o tour
tour-done = Concluir
tour-films_title = Abra radiografias
tour-films = Arraste radiografias frontais de tórax para cá: uma, várias, uma pasta ou um arquivo ZIP, em DICOM ou como imagens. Também é possível colar uma. Elas permanecem neste navegador. Se não tiver radiografias à mão, use o exemplo.
tour-answer_title = Leia a resposta
tour-answer = Aqui aparecem a classe, sua probabilidade e a distância entre a radiografia e aquelas com as quais o modelo aprendeu. Quando não consegue distinguir entre as classes, o modelo informa isso em vez de adivinhar; o que não for uma radiografia de tórax na posição correta não é classificado.
tour-why_title = Examine de perto
tour-why = Ajuste a janela, amplie, meça e compare; a tecla ? lista todas as teclas. Abaixo da resposta, veja onde a rede olhou ou verifique se ela recorreu a atalhos. Um mapa mostra o que influenciou o valor calculado, não onde está a doença.
tour-trust_title = Verifique o modelo e esta página
tour-trust = “Modelo” mostra com que frequência ele acerta, por classe e por fonte; “Privacidade”, como verificar que nada sai deste navegador; “Diagnóstico técnico”, se este dispositivo calcula corretamente. É uma ferramenta de pesquisa, não um dispositivo médico.

## The engine

engine-starting = Iniciando o motor de inferência
engine-loading = Carregando o modelo
engine-failed = Motor de inferência indisponível
engine-checking_gpu = Verificando os resultados da GPU
engine-checking_cpu = Verificando os resultados da CPU
engine-gpu = GPU (WebGPU)
engine-cpu = CPU
engine-ready_on = Pronto na { $engine }
engine-ready_on_gpu = Pronto na GPU: { $adapter }
engine-requested = o endereço desta página solicita a CPU
engine-no_webgpu = este navegador não oferece suporte a WebGPU
engine-no_adapter = o WebGPU não encontrou nenhuma GPU
engine-software = o WebGPU oferece apenas um adaptador por software
engine-software_named = o WebGPU oferece apenas um adaptador por software: { $adapter }
engine-not_started = não foi possível iniciar a GPU ({ $message })
engine-wrong = a GPU calculou resultados incorretos: { $deviation }
engine-lost = a GPU parou de funcionar ({ $message })
engine-off_by = diferença máxima { $difference }, tolerância { $tolerance }
engine-took_in_all = { $total } na { $engine }: decodificação { $decoding }, pré-processamento { $preprocessing }, rede { $network }

## Failures

failure-no_content = Não foi possível carregar uma parte desta página. Verifique a conexão e tente novamente; o motivo está no console do navegador.
failure-silent = sem resposta há { $seconds } segundos
failure-several_frames = O arquivo contém { $frames } imagens. Salve a radiografia em um arquivo separado.
failure-unreadable = O navegador não consegue ler este arquivo. Ele pode ter sido movido ou ter um nome inválido: renomeie-o e escolha-o novamente.
failure-cancelled = Cancelada antes da sua vez. Para classificar as radiografias canceladas, use o botão acima da lista.
failure-not_at_hand = A lista guardada não tem resposta deste modelo para esta radiografia, e as imagens não são guardadas: abra-a ou arraste-a novamente.
failure-model_missing = O servidor não consegue fornecer { $file } (status { $status }). Os arquivos do modelo devem ser hospedados junto com esta página.
failure-model_unreachable = Não foi possível baixar { $file }. Verifique a conexão e tente novamente.
failure-model_refused = O modelo foi rejeitado: { $reason }. Tente novamente para baixar uma nova cópia.
failure-gpu_refused = O endereço desta página solicita o WebGPU, que não pode ser usado: { $reason }. Remova ?engine=webgpu para usar a CPU.
failure-cpu_wrong = Este processador ou navegador calcula resultados incorretos: { $deviation }. Atualize o navegador ou use outro.
failure-engine_failed = O motor de inferência falhou: { $error }
failure-crashed = O motor de inferência falhou inesperadamente ao processar esta radiografia e foi reiniciado. { $error }
failure-crashed_repeatedly = O motor de inferência falhou inesperadamente duas vezes seguidas e não foi reiniciado. { $error }
failure-no_worker = Não foi possível iniciar o motor de inferência neste navegador. { $error }
failure-nothing_reported = Nenhuma mensagem de erro foi informada.
failure-out_of_memory = A memória não foi suficiente: feche outras abas e programas e tente novamente, ou salve a radiografia com menos pixels.
failure-reported_last = Último erro: { $error }

## Files that were dropped, pasted or chosen

intake-searching = Procurando radiografias.
intake-files_left_out = { $files ->
    [one] { $files } arquivo ignorado: { $kinds }.
   *[other] { $files } arquivos ignorados: { $kinds }.
}
intake-hidden = { $files ->
    [one] { $files } oculto
   *[other] { $files } ocultos
}
intake-of_system = { $files } do sistema
intake-directories = { $files ->
    [one] { $files } DICOMDIR
   *[other] { $files } DICOMDIRs
}
intake-programs = { $files ->
    [one] { $files } programa
   *[other] { $files } programas
}
intake-documents = { $files ->
    [one] { $files } texto ou documento
   *[other] { $files } textos e documentos
}
intake-archives = { $files ->
    [one] { $files } outro arquivo compactado
   *[other] { $files } outros arquivos compactados
}
intake-without_picture = { $files } sem imagem
intake-link = Isto é um link, não um arquivo. Salve a imagem no disco e arraste o arquivo salvo.
intake-text = Isto é um texto, não um arquivo. Arraste o arquivo de uma radiografia, uma pasta ou um arquivo ZIP.
intake-nothing_to_paste = A área de transferência não contém imagem nem arquivo. Copie um deles e cole novamente.
intake-empty_folder = A pasta “{ $name }” está vazia.
intake-unreadable_folder = O navegador não consegue ler a pasta “{ $path }”. Escolha as radiografias que estão nela.
intake-table = A tabela “{ $name }” não pode ser lida como texto de até 16 MiB. Salve-a como CSV em UTF-8.
intake-model_incomplete = Só a ficha não constitui um modelo. Arraste a pasta ou o arquivo ZIP que contém model.json e os pesos.
intake-no_films = Nenhum destes arquivos é uma radiografia. Escolha uma pasta com arquivos DICOM ou de imagem.
intake-too_many_files = Há mais de { $limit } arquivos; os demais não foram examinados. Arraste uma pasta menor.
intake-too_many_films = Há mais de { $limit } radiografias; as demais não foram lidas. Arraste-as em lotes menores.

## The example film

example-offer = Sem radiografias à mão?
example-show = Mostrar um exemplo
example-credit = Exemplo: COVID-19 Image Repository, Hannover Medical School (Winther et al.), CC BY 3.0, em tamanho reduzido.

## The choice of the model

model_choice-label = Modelo
model_choice-saves_data = O modelo leve está em uso porque este navegador está configurado para economizar dados.
model_choice-slow = Esta conexão é lenta. O modelo leve fica pronto antes, mas é menos preciso.
model_choice-keep = Guardar neste navegador
model_choice-forget = Remover deste navegador
model_choice-own_model = Modelo seu, não deste site: os valores são os da ficha dele.
model_choice-not_kept = O seu modelo será descartado quando você sair desta página.
model_choice-storing = O seu modelo está sendo armazenado.
model_choice-kept = O seu modelo está guardado neste navegador.
model_choice-refused = Este navegador não guarda o seu modelo; ele será descartado quando você sair desta página.
model_choice-full = Completo
model_choice-light = Leve
model_choice-yours = Seu
model_choice-named = { $model }: { $name }
model_choice-use_light_model = Usar o modelo leve
model_choice-with_size = { $model }, { $size }

## How answers are read

options-heading = Como ler as respostas
options-level_label = Nível dos conjuntos de respostas
options-purpose_label = Ponto de operação
options-disease = Doença investigada
options-prevalence_label = Prevalência na população de origem do paciente
options-called = atinge o limiar
options-no_point = O modelo não tem ponto de operação para { $class }.
options-with_interval = { $value } ({ $low } a { $high })
options-level_percent = { $percent } %
options-purpose_screening = Rastreamento
options-purpose_balanced = Equilibrado
options-purpose_confirming = Confirmação
options-promise_at = Uma radiografia recebe resposta quando resta uma única classe em seu conjunto; os conjuntos contêm a classe correta em { $level } das radiografias de cada classe, desde que elas sejam semelhantes às da calibração.
options-answered_rightly = No nível de { $level }, { $answered } das radiografias de teste receberam resposta; proporção de respostas corretas: { $right }.
options-answered_only = No nível de { $level }, { $answered } das radiografias de teste receberam resposta.
options-elsewhere_measured = Conjunto no nível de { $level }. A garantia desse nível não se estende a outros hospitais: nas radiografias deles, a proporção de conjuntos com a classe correta foi de { $coverage }.
options-elsewhere_measured_at = Conjunto no nível de { $level }. A garantia desse nível não se estende a outros hospitais: nas radiografias deles, a proporção de conjuntos com a classe correta foi de { $coverage } (medida no nível de { $measured }).
options-elsewhere_not_measured = Conjunto no nível de { $level }. A garantia desse nível não se estende a outros hospitais, onde não foi medida.
options-own_promise_at = Conjunto no nível de { $level }: a garantia desse nível vale para radiografias como as da calibração, e para nenhum outro hospital.
options-prevalence_of = Com { $class }: { $people } em cada 1.000 pessoas

## The user's own films

own_films-heading = Avaliar o modelo com as suas radiografias
own_films-how = Arraste uma pasta que contenha as pastas COVID-19, normal e pneumonia, ou radiografias junto com uma tabela (CSV) que tenha as colunas “file” e “label”. Nada é enviado.
own_films-waiting = A avaliação será possível quando todas as radiografias estiverem classificadas.
own_films-running = Calculando os valores
own_films-interrupted = O motor de inferência parou antes de os valores serem calculados. Avalie novamente.
own_films-own = Suas radiografias
own_films-test = Radiografias de teste
own_films-external = Outros hospitais
own_films-films = Radiografias
own_films-accuracy = Acurácia
own_films-ece = Erro de calibração (ECE)
own_films-refused = Recusadas pelo filtro de entrada
own_films-none = não medido
own_films-confusion = Suas radiografias por rótulo (linhas) e classe mais provável (colunas)
own_films-recalibrate = Calibrar para estas radiografias
own_films-recalibrate_what = Ajusta a calibração, os conjuntos de respostas e os pontos de operação às suas radiografias. Somente os números resultantes são guardados, neste navegador, até que você os remova.
own_films-remove = Voltar à calibração original do modelo
own_films-export = Salvar como model.json
own_films-not_kept = Este navegador não guarda nada, portanto a calibração se perde quando a página é fechada. Salve-a como model.json.
own_films-judge = { $films ->
    [one] Avaliar com a radiografia da lista
   *[other] Avaliar com as { $films } radiografias da lista
}
own_films-table = Os rótulos são lidos de { $name }.
own_films-calibrated_on = { $films ->
    [one] Calibrado com { $films } radiografia sua, { $date }.
   *[other] Calibrado com { $films } radiografias suas, { $date }.
}
own_films-coverage_at = Classe correta no conjunto, nível de { $level }
own_films-coverage_label = Classe correta no conjunto
own_films-films_of = { $class }: { $films }
own_films-verdict_worse = Nas suas radiografias, a acurácia do modelo é de { $accuracy }: significativamente menor do que nas radiografias de teste ({ $p }). Não confie nele para radiografias como estas.
own_films-verdict_not_worse = Nas suas radiografias, a acurácia do modelo é de { $accuracy }, valor não significativamente menor do que nas radiografias de teste.
own_films-p_value = p = { $p }
own_films-p_below = p < { $limit }
own_films-recalibrated_error = Com a calibração para as suas radiografias, o erro de calibração seria de { $after } em vez de { $before }; no cálculo para cada radiografia, o ajuste exclui o próprio paciente.

## The list of films

worklist-heading = Radiografias
worklist-search = Buscar por nome
worklist-filter_label = Mostrar
worklist-order_label = Ordenar por
worklist-pause = Pausar
worklist-resume = Continuar
worklist-clear = Limpar a lista
worklist-undo_clear = Desfazer
worklist-export_csv = Salvar como CSV
worklist-export_json = Salvar como JSON
worklist-export = Salvar o que está listado
worklist-nothing_listed = Nenhuma radiografia corresponde à busca e ao filtro.
worklist-paused = Em pausa
worklist-no_pace = estimando o tempo restante
worklist-progress = Radiografias classificadas
worklist-doubt_means = Incerteza: primeiro vêm as radiografias cujo conjunto de respostas tem mais classes (um conjunto sem nenhuma conta como um com todas); em caso de empate, aquelas com probabilidades mais uniformes (entropia).
worklist-hidden = leia-a primeiro
worklist-cancelled = cancelada
worklist-not_at_hand = abra-a ou arraste-a novamente
worklist-formula = Alguns nomes começam como fórmulas (com =, +, - ou @). Eles são salvos sem alteração, para que os programas encontrem as radiografias; importe a coluna “file” como texto.
worklist-not_saved = O navegador não salvou o arquivo.
worklist-keep = Guardar esta lista neste navegador
worklist-keep_what = Nomes, respostas, sinalizações e as suas próprias leituras são mantidos ao recarregar a página, até que você desmarque esta opção, o que os apaga. As radiografias não são guardadas; o Chrome e o Edge lembram onde estão as que foram arrastadas, para reabri-las com a sua permissão.
worklist-not_kept = Este navegador não permite que a página guarde a lista.
worklist-reopen = Reabrir as radiografias
worklist-drop_again = Arraste novamente as radiografias ou a pasta delas para ver as imagens: elas são reconhecidas por nome, tamanho e conteúdo.
worklist-done = { $all ->
    [one] { $done } de { $all } radiografia,
   *[other] { $done } de { $all } radiografias,
}
worklist-cancel = { $waiting ->
    [one] Cancelar a que está em espera
   *[other] Cancelar as { $waiting } em espera
}
worklist-continue_cancelled = { $cancelled ->
    [one] Classificar a radiografia cancelada
   *[other] Classificar as { $cancelled } radiografias canceladas
}
worklist-cleared = { $films ->
    [one] { $films } radiografia foi removida da lista.
   *[other] { $films } radiografias foram removidas da lista.
}
worklist-flag = Sinalizar { $name }
worklist-with_reader = { $note }; você: { $class }
worklist-without_file = { $films ->
    [one] { $films } radiografia da lista guardada não está aberta.
   *[other] { $films } radiografias da lista guardada não estão abertas.
}
worklist-key_next = Próxima radiografia
worklist-key_previous = Radiografia anterior
worklist-key_flag = Sinalizar a radiografia ou remover a sinalização
worklist-key_search = Buscar na lista
worklist-key_class = Na leitura cega: COVID-19, normal, pneumonia
worklist-key_sureness = Na leitura cega: palpite, em dúvida, com certeza
worklist-order_arrival = Ordem de chegada
worklist-order_name = Nome
worklist-order_shuffled = Ordem aleatória
worklist-order_prediction = Predição
worklist-order_probability = Probabilidade: { $class }
worklist-order_doubt = Incerteza, da maior para a menor
worklist-filter_all = Todas as radiografias
worklist-filter_unfinished = Não concluídas
worklist-filter_answered = Com resposta
worklist-filter_undecided = Inconclusivas
worklist-filter_refused = Não classificadas
worklist-filter_failed = Com falha
worklist-filter_flagged = Sinalizadas
worklist-filter_unread = Ainda não lidas por você
worklist-count_all = { $films ->
    [one] { $films } radiografia
   *[other] { $films } radiografias
}
worklist-count_some = { $listed } de { $all } radiografias
worklist-seconds_left_few = menos de 10 s restantes
worklist-seconds_left = cerca de { $seconds } s restantes
worklist-minutes_left = cerca de { $minutes } min restantes
worklist-hours_left = cerca de { $hours } h { $minutes } min restantes
worklist-left_out_films = { $films ->
    [one] { $films } radiografia fica de fora: não está concluída ou ainda não foi lida por você.
   *[other] { $films } radiografias ficam de fora: não estão concluídas ou ainda não foram lidas por você.
}
worklist-unnamed_film = Radiografia { $number }

## Reading blind

readers-switch = Leitura cega: ocultar cada resposta até que você dê a sua
readers-ask = O que você vê?
readers-ask_how = Escolha uma classe e depois o seu grau de certeza. A resposta do modelo aparece em seguida, e a sua não pode mais ser alterada.
readers-class = Classe
readers-how_sure = Qual é o seu grau de certeza?
readers-heading = Você e o modelo
readers-how = Para as radiografias da sua leitura cega: com que frequência você e o modelo concordam e, quando pastas ou uma tabela indicam a classe, com que frequência cada um acerta. A resposta do modelo é a classe mais provável, mesmo quando o resultado é inconclusivo.
readers-compare = Comparar
readers-save = Salvar as suas leituras como CSV
readers-agreement_label = Concordância
readers-kappa_label = Kappa de Cohen
readers-kappa_means = O kappa é a concordância além do acaso: 0 corresponde ao mero acaso, 1 à concordância total. Entre parênteses, o intervalo de 95 %.
readers-confusion = Linhas: a sua classe. Colunas: a do modelo.
readers-you = Você
readers-model = Modelo
readers-accuracy = Acurácia
readers-none = –
readers-read = { $films ->
    [one] Você leu { $films } radiografia.
   *[other] Você leu { $films } radiografias.
}
readers-known = { $films ->
    [one] Em { $films } radiografia de classe conhecida:
   *[other] Em { $films } radiografias de classe conhecida:
}
readers-button_guess = Palpite
readers-button_unsure = Em dúvida
readers-button_sure = Com certeza
readers-guess = palpite
readers-unsure = em dúvida
readers-sure = com certeza
readers-agreement_on = { $films ->
    [one] { $agreement } em { $films } radiografia
   *[other] { $agreement } em { $films } radiografias
}
readers-no_kappa = não definido: { $reason }
readers-sensitivity_of = Sensibilidade, { $class }
readers-specificity_of = Especificidade, { $class }
readers-called_so = { $class } ({ $sureness })
readers-said_so = Sua resposta: { $called }.

## The viewer

viewer-viewer = Visualizador
viewer-toolbar = Ferramentas do visualizador
viewer-window_label = Janela
viewer-window_custom = Ajustada manualmente
viewer-invert = Inverter
viewer-flip_across = Espelhar na horizontal
viewer-flip_down = Espelhar na vertical
viewer-turn_left = Girar para a esquerda
viewer-turn_right = Girar para a direita
viewer-zoom_out = Reduzir
viewer-zoom_in = Ampliar
viewer-fit = Ajustar à tela
viewer-reset = Redefinir
viewer-network = Mostrar o que a rede vê
viewer-smooth = Suavizar pixels ampliados
viewer-full_screen = Tela cheia
viewer-help = Teclado e mouse
viewer-close = Fechar
viewer-compare = Comparar com
viewer-compare_none = nenhuma outra radiografia
viewer-link = Vincular o zoom e o deslocamento das duas radiografias
viewer-decoding = Decodificando todos os bits da radiografia.
viewer-preparing = Preparando o que a rede vê.
viewer-no_picture = Não é possível mostrar a radiografia com todos os seus bits
viewer-retry = Tentar novamente
viewer-not_drawn = Este navegador não consegue desenhar a radiografia. É mostrada uma prévia reduzida.
viewer-lengths = Medidas
viewer-no_spacing = O arquivo não informa o espaçamento entre pixels.
viewer-keys = Teclas
viewer-mouse = Mouse
viewer-touch = Toque
viewer-keys_everywhere = As teclas também funcionam quando nenhuma parte da página está em foco. Sem esta opção, clique antes na radiografia.
viewer-list_keys = Teclas da lista
viewer-with_key = { $label } ({ $key })
viewer-picture = { $name }, { $caption }. Pressione o ponto de interrogação para ver as teclas.
viewer-size = { $width } × { $height } px
viewer-network_size = A rede vê { $side } × { $side } px
viewer-remove_length = Remover { $length }
viewer-key_invert = inverter
viewer-key_flip_across = espelhar na horizontal
viewer-key_flip_down = espelhar na vertical
viewer-key_turn_right = girar para a direita
viewer-key_turn_left = girar para a esquerda
viewer-key_zoom_in = ampliar
viewer-key_zoom_out = reduzir
viewer-key_fit = ajustar à tela
viewer-key_reset = redefinir
viewer-key_first_window = janela do cabeçalho ou da faixa utilizada
viewer-key_dark = janela da metade escura: pulmões
viewer-key_bright = janela da metade clara: mediastino e ossos
viewer-key_in_use = janela da faixa utilizada
viewer-key_full = janela de todos os valores
viewer-key_tools = ferramenta: janela, deslocamento, zoom, medida, lupa
viewer-key_move = deslocar a imagem
viewer-key_window = janela: largura e centro
viewer-key_length = iniciar e terminar uma medida no centro da imagem
viewer-key_delete = remover a última medida
viewer-key_network = o que a rede vê
viewer-key_smooth = suavizar pixels ampliados
viewer-key_full_screen = tela cheia
viewer-key_help = esta lista
viewer-drag_first = largura e centro da janela, ou a ferramenta ativa
viewer-drag_middle = deslocar
viewer-drag_right = zoom
viewer-wheel = zoom; em tela cheia, só a roda
viewer-two_fingers = zoom e deslocamento
viewer-tool_window = Largura e centro da janela
viewer-tool_pan = Deslocar
viewer-tool_zoom = Zoom
viewer-tool_measure = Medir um comprimento
viewer-tool_magnify = Lupa
viewer-preset_header = Conforme o arquivo
viewer-preset_header_numbered = Conforme o arquivo, janela { $number }
viewer-preset_in_use = Faixa utilizada
viewer-preset_dark = Metade escura (pulmões)
viewer-preset_bright = Metade clara (mediastino, ossos)
viewer-preset_full = Todos os valores
viewer-center_and_width = Centro { $center }, largura { $width }
viewer-of_full_size = { $percent } do tamanho original
viewer-value_at = { $value } em { $column }, { $row }
viewer-unit_stored = valores armazenados
viewer-unit_rescaled = valores reescalonados
viewer-unit_grey = tons de cinza de 16 bits, estendidos à faixa utilizada
viewer-millimetres = { $length } mm
viewer-millimetres_across_and_down = { $across } × { $down } mm
viewer-pixels = { $length } px
viewer-spacing_calibrated = { $distance }, calibrado
viewer-spacing_stated = { $distance }, conforme o arquivo
viewer-spacing_detector = { $distance } no detector
viewer-spacing_scanned = { $distance } no filme digitalizado
viewer-note_calibrated = Calibrado no paciente, conforme o arquivo.
viewer-note_stated = Pelo espaçamento do arquivo, que não informa se há correção da magnificação.
viewer-note_detector = Medido no detector: no paciente, as estruturas são menores.
viewer-note_scanned = Medido no filme digitalizado: no paciente, as estruturas são menores.
viewer-side_right = R
viewer-side_left = L
viewer-side_head = H
viewer-side_feet = F
viewer-left_drag = Arrastar com o botão esquerdo
viewer-middle_drag = Arrastar com o botão do meio
viewer-right_drag = Arrastar com o botão direito
viewer-ctrl_wheel = Ctrl + roda do mouse
viewer-one_finger = Um dedo
viewer-with_two_fingers = Dois dedos
viewer-space_key = Espaço
viewer-arrow_keys = Setas
viewer-shift_arrows = Shift + setas
viewer-enter_key = Enter
viewer-delete_key = Delete

## Where the network looked

explain-show = Mostrar onde a rede olhou
explain-heading = Onde a rede olhou
explain-hide = Remover o mapa
explain-working = Calculando os mapas
explain-failed = Não foi possível explicar a resposta
explain-class = Evidências a favor de
explain-map = Mapa
explain-opacity = Opacidade
explain-contour = Contorno na metade da escala
explain-occlude = Encobrir partes da radiografia
explain-cancel = Cancelar
explain-occluding = Partes já encobertas
explain-note = Um mapa como este mostra quais partes da radiografia influenciaram o valor calculado pela rede. Ele não mostra onde está a doença, e um mapa plausível não torna correta uma resposta.
explain-nothing = Neste mapa, nenhuma parte da radiografia favorece a classe { $class }.
explain-kind_finer = Ativação de classe, mais detalhada
explain-kind_last = Ativação de classe, último mapa
explain-kind_occlusion = Oclusão
explain-meaning_activation = Cores: quanto cada uma das { $side } × { $side } células acrescenta à pontuação da rede para a classe { $class } antes da calibração (o logit). O que pesa contra ela fica transparente. A escala é a mesma para todas as classes.
explain-meaning_occlusion = Cores: quanto a probabilidade da classe { $class } cai, em pontos percentuais, quando um quadrado cinza encobre o local. A escala é a mesma para todas as classes.
explain-occlusion = Um quadrado cinza com um oitavo do lado da imagem percorre a radiografia, e a rede classifica cada uma das { $count } cópias. Outras radiografias têm prioridade.
explain-progress_of = { $done } de { $count }
explain-strongest_at = Máximo para a classe { $class } { $place }: { $value } de { $maximum } na escala.
explain-place_upper_left = no alto, à esquerda da imagem
explain-place_lower_left = embaixo, à esquerda da imagem
explain-place_left = à esquerda da imagem
explain-place_upper_right = no alto, à direita da imagem
explain-place_lower_right = embaixo, à direita da imagem
explain-place_right = à direita da imagem
explain-place_top = no alto da imagem
explain-place_bottom = na parte de baixo da imagem
explain-place_middle = no centro da imagem

## The check for shortcuts

lens-check = Verificar atalhos de aprendizado
lens-heading = Verificação de atalhos de aprendizado
lens-working = Classificando cópias alteradas da radiografia
lens-failed = Não foi possível classificar as cópias
lens-note = Os pulmões são ocultados por uma elipse igual para todas as radiografias, e não pelo seu contorno. As letras são ocultadas onde são encontradas. Uma resposta aprovada nesta verificação ainda pode estar errada.
lens-lungs_hidden = pulmões ocultados
lens-border_hidden = borda ocultada
lens-letters_hidden = letras ocultadas
lens-mirrored = espelhada
lens-reencoded = recodificada (JPEG, qualidade 50)
lens-turned = girada 5 graus
lens-cropped = recortada a nove décimos
lens-border_only = somente a borda
lens-jpeg = JPEG, qualidade 50
lens-no_letters = Nenhuma letra encontrada
lens-stays = Mantém-se: { $result }
lens-changes = Muda: { $result }
lens-answer_sound = A resposta muda quando os pulmões são ocultados e se mantém com qualquer outra alteração, como deve ser.
lens-class_sound = A classe mais provável, { $class }, muda quando os pulmões são ocultados e se mantém com qualquer outra alteração, como deve ser.
lens-answer_without_lungs = A resposta se mantém quando os pulmões são ocultados: não confie nela.
lens-class_without_lungs = A classe mais provável, { $class }, se mantém quando os pulmões são ocultados: não confie nela.
lens-answer_moved = A resposta muda embora os pulmões estejam visíveis ({ $changes }): não se baseie nela.
lens-class_moved = A classe mais provável, { $class }, muda embora os pulmões estejam visíveis ({ $changes }): não se baseie nela.
lens-also_moved = Ela muda embora os pulmões estejam visíveis ({ $changes }).
lens-share_without_lungs = Das radiografias de teste classificadas como { $class }, { $share } permanecem assim quando os pulmões são ocultados.

## The report

report-open = Relatório
report-title = Radiografia de tórax, predição do modelo
report-print = Imprimir ou salvar como PDF
report-save_png = Salvar como PNG
report-close = Fechar
report-not_saved = O navegador não salvou a imagem.
report-reference = Nome ou referência (opcional, não é armazenado)
report-film = A radiografia
report-film_with_map = A radiografia com o mapa que estava sobreposto a ela. Um mapa mostra o que influenciou o valor calculado pelo modelo, não onde está a doença.
report-answer = Resposta
report-probabilities = Probabilidades calibradas
report-cautions = Ressalvas
report-no_cautions = Nenhuma para esta radiografia além das limitações do modelo.
report-model = Modelo
report-provenance = Proveniência
report-set_label = Não se pode excluir
report-no_class = nenhuma classe é compatível
report-set_worth = Quanto vale o conjunto
report-reader = Leitor, antes de ver a resposta
report-network = Rede neural
report-accuracy_test = Acurácia, mesmas fontes
report-accuracy_external = Acurácia, outras fontes
report-ece_test = Erro de calibração (ECE), mesmas fontes
report-ece_external = Erro de calibração (ECE), outras fontes
report-calibration = Calibração
report-film_hash = SHA-256 do arquivo da radiografia
report-not_known = desconhecido
report-film_size = Radiografia
report-weights_hash = SHA-256 dos pesos (dos hashes de seus fragmentos)
report-scorecard_hash = SHA-256 da ficha do modelo
report-engine = Calculado em
report-time = Relatório gerado em
report-software = Software
report-doubt_label = Incerteza (entropia, em porcentagem do máximo)
report-reference_line = Referência: { $reference }
report-set_at_level = { $classes }, no nível de { $level }
report-estimate_and_films = { $films ->
    [one] { $estimate }, { $films } radiografia
   *[other] { $estimate }, { $films } radiografias
}

## The other pages

pages-navigation = Páginas
pages-name_films = Radiografias
pages-name_model = Modelo
pages-name_privacy = Privacidade
pages-name_diagnosis = Diagnóstico técnico
pages-not_defined = não definido
pages-memory = { $mebibytes } MiB

## The page on the model

model_page-results = Resultados
model_page-split_label = Radiografias
model_page-intervals = Todos os valores têm intervalo de 95 %: Wilson para proporções, bootstrap por paciente para os demais. Nada foi escolhido com base nas radiografias de teste nem nas de outras fontes.
model_page-confusion = Matriz de confusão
model_page-confusion_note = As linhas são o rótulo e as colunas, a predição; as proporções referem-se à linha.
model_page-label = Rótulo
model_page-roc = Curva ROC (característica de operação do receptor)
model_page-false_positives = 1 − especificidade
model_page-sensitivity = sensibilidade
model_page-reliability = Diagrama de confiabilidade
model_page-confidence = probabilidade da predição
model_page-accuracy = acurácia
model_page-reliability_note = Na diagonal, as predições acertam com a frequência que a sua probabilidade indica.
model_page-classes = Por classe
model_page-sources = Por fonte
model_page-sources_note = Um modelo que reconhece a coleção em vez da doença vai bem em uma fonte e mal na seguinte.
model_page-no_plot = Esta ficha não tem pontos para este gráfico.
model_page-data = Radiografias
model_page-hashes = Hashes (SHA-256)
model_page-weights = Pesos
model_page-list = Lista de radiografias
model_page-plot = { $heading }: { $figures }
model_page-dot = { $films ->
    [one] { $films } radiografia, { $accuracy }
   *[other] { $films } radiografias, { $accuracy }
}
model_page-column_class = Classe
model_page-column_films = Radiografias
model_page-column_sensitivity = Sensibilidade
model_page-column_specificity = Especificidade
model_page-column_ppv = VPP
model_page-column_npv = VPN
model_page-column_source = Fonte
model_page-column_accuracy = Acurácia
model_page-column_split = Partição
model_page-split_val = partição de validação (otimista)
model_page-split_test = partição de teste (mesmas fontes)
model_page-split_external = outras fontes
model_page-headline_of = { $films ->
    [one] { $films } radiografia: acurácia { $accuracy }, acurácia balanceada { $balanced }, erro de calibração esperado { $ece }.
   *[other] { $films } radiografias: acurácia { $accuracy }, acurácia balanceada { $balanced }, erro de calibração esperado { $ece }.
}
model_page-curve_of = { $class }, AUROC { $area }

## The page on privacy

privacy_page-lead = As radiografias são decodificadas e classificadas neste navegador. Elas não são enviadas, e nenhum dado delas é armazenado, a menos que você o salve.
privacy_page-now = Agora
privacy_page-sealed = O service worker está ativo: ele fornece esta página a partir do cache do navegador e recusa qualquer outra requisição.
privacy_page-not_sealed = O service worker ainda não está ativo, ou este navegador não o oferece. Mesmo assim, a política desta página proíbe requisições a outros servidores.
privacy_page-how = O que garante isso
privacy_page-check = Como verificar por conta própria
privacy_page-policy = A política desta página
privacy_page-no_policy = Não foi possível ler a política.
privacy_page-means_policy = Uma Content-Security-Policy permite requisições apenas ao servidor desta página e proíbe formulários, frames e scripts de terceiros.
privacy_page-means_worker = Um service worker recusa todas as requisições, exceto as dos arquivos da própria página e do modelo.
privacy_page-means_requests = Depois que o modelo é carregado, a página não faz nenhuma requisição; a contagem usa os registros do próprio navegador, aqui e em cada worker.
privacy_page-means_files = Os arquivos são lidos pela página, não enviados a ela: não há código no servidor, apenas uma pasta de arquivos com hashes.
privacy_page-step_tools = Abra as ferramentas do desenvolvedor (F12), no painel Rede (Network), e classifique uma radiografia: nada aparece na lista.
privacy_page-step_offline = Desligue a rede (modo avião, ou Off-line no painel Rede) e classifique outra radiografia: funciona, assim como recarregar a página.
privacy_page-step_storage = Abra Aplicativo (Application) e depois Armazenamento (Storage): os caches contêm a página e o modelo, nenhuma radiografia.
privacy_page-step_hashes = Compare os arquivos com os hashes em manifest.json, presente em cada versão.

## The page on the engine

diagnosis_page-lead = O que este navegador e o dispositivo informam, e se calculam corretamente. Nada disso é enviado a lugar algum; copie as informações para um relato de erro.
diagnosis_page-examine = Examinar o motor de inferência
diagnosis_page-waiting = Uma radiografia está em andamento; o exame vem a seguir.
diagnosis_page-running = Executando a verificação de referência e medindo o tempo de cada operação.
diagnosis_page-copy = Copiar o relatório
diagnosis_page-copied = Copiado.
diagnosis_page-not_copied = O navegador não permitiu a cópia: selecione o texto e copie-o.
diagnosis_page-report = Relatório

## Sentences that model, trainer and engine make; they are found by their English text, the first that fits

## Sentences of the other crates. They are found by their English text, the first that fits: the special before the general.


## Classes.

model-class_covid19 = COVID-19
model-class_normal = normal
model-class_pneumonia = pneumonia

## The gate.

model-gate_mirrored = o coração parece estar à direita: imagem espelhada ou dextrocardia; compare com o marcador de lado
model-gate_turned_clockwise = a radiografia está deitada, girada no sentido horário; gire-a 90 graus no sentido contrário
model-gate_upside_down = a radiografia está de cabeça para baixo; gire-a 180 graus
model-gate_turned_counterclockwise = a radiografia está deitada, girada no sentido anti-horário; gire-a 90 graus no sentido contrário
model-gate_inverted = a imagem está em negativo, com ossos escuros e pulmões claros; inverta-a
model-gate_lateral = parece ser uma radiografia de tórax em perfil; escolha uma frontal (PA ou AP)
model-gate_other_radiograph = parece ser uma radiografia de outra parte do corpo; escolha uma radiografia frontal de tórax
model-gate_slice = parece ser um corte de TC ou RM; escolha uma radiografia frontal de tórax
model-gate_composite = parece haver várias radiografias, ou uma radiografia dentro de uma captura de tela, foto ou moldura; recorte a imagem para uma única radiografia ou escolha o arquivo original
model-gate_other = não parece ser uma radiografia de tórax; escolha uma radiografia frontal de tórax
model-gate_coloured = a imagem tem cores fortes, e uma radiografia de tórax é em tons de cinza; escolha o arquivo original

## Reasons beside an answer or for an abstention.

model-reading_no_sets = o modelo não tem conjuntos de respostas, pois não foi exportado: radiografias duvidosas recebem resposta como todas as outras
model-reading_unusually_low = a probabilidade da classe { $top } é maior que a da classe { $only }, mas excepcionalmente baixa para uma radiografia da classe { $top }
model-reading_no_class_fits = a radiografia não é suficientemente compatível com nenhuma das classes
model-reading_two_classes = não é possível distinguir entre { $one } e { $other }
model-reading_any_class = não é possível excluir nenhuma classe
model-reading_far = esta radiografia está mais distante das radiografias de treinamento do que { $percentile } % das radiografias de validação (fontes mais próximas: { $sources }), portanto só se excluem classes no nível de { $level } %

## Operating points and prevalence.

model-purpose_screening = rastreamento
model-purpose_balanced = equilibrado
model-purpose_confirming = confirmação
model-aim_screening = Rastreamento, para deixar passar poucos casos
model-aim_balanced = Equilibrado
model-aim_confirming = Confirmação, para poucos alarmes falsos
model-point_on_test_films = { $aim }: o resultado é positivo para { $class } a partir de uma probabilidade de { $threshold } %; nas radiografias de teste, isso detecta { $found } % ({ $found_low } a { $found_high }) das radiografias com { $class } e gera alarme falso em { $alarms } % ({ $alarms_low } a { $alarms_high }) das demais.
model-point_on_fitted_films = { $aim }: o resultado é positivo para { $class } a partir de uma probabilidade de { $threshold } %; nas radiografias usadas no ajuste, isso detecta { $found } % ({ $found_low } a { $found_high }) das radiografias com { $class } e gera alarme falso em { $alarms } % ({ $alarms_low } a { $alarms_high }) das demais.
model-point_not_measured = { $aim }: o resultado é positivo para { $class } a partir de uma probabilidade de { $threshold } %; não foi medido com que frequência isso está correto.
model-point_elsewhere = Em radiografias de outros hospitais, detecta { $found } % ({ $found_low } a { $found_high }) e gera alarme falso em { $alarms } % ({ $alarms_low } a { $alarms_high }).
model-outlook = Em cada 1.000 pessoas desta população: { $called } ({ $called_low } a { $called_high }) com resultado positivo para { $class }, das quais { $right } ({ $right_low } a { $right_high }) com a doença; { $missed } ({ $missed_low } a { $missed_high }) com a doença não detectada.

## Splits of the films.

model-split_train = treinamento
model-split_val = validação
model-split_test = teste
model-split_external = externa

## Files that cannot be read.

model-file_empty = o arquivo está vazio; escolha o arquivo da própria radiografia
model-file_too_long = o arquivo tem { $mebibytes } MiB, acima do limite de { $limit } MiB; salve a radiografia em um arquivo menor
model-file_too_long_unpacked = o arquivo descompactado tem mais de { $limit } MiB; salve a radiografia em um arquivo menor
model-file_too_many_pixels = a imagem tem { $width } x { $height } pixels, acima do limite de { $limit } milhões; salve a radiografia em uma resolução menor
model-file_too_much_memory = o arquivo { $kind } exigiria memória demais; salve a radiografia como PNG simples em tons de cinza
model-file_too_small = a imagem tem { $width } x { $height } pixels, e uma radiografia precisa de pelo menos { $least } em cada lado; escolha a própria radiografia em vez de uma prévia reduzida
model-file_strip = a imagem é uma faixa de { $width } x { $height } pixels, e uma radiografia tem comprimento de no máximo { $most } vezes a largura; escolha uma única radiografia
model-file_no_contrast = a imagem é quase uniforme, e a faixa de seus tons de cinza é mínima; exporte a radiografia novamente com toda a faixa de valores
model-file_two_levels = a imagem tem apenas dois tons de cinza (um bit por pixel, como em um fax); escolha a radiografia com todos os tons de cinza
model-file_not_finite = o arquivo { $kind } contém valores que não são números finitos; substitua-os ou exporte a radiografia como PNG
model-file_unknown_format = o arquivo não está em um formato de imagem conhecido; escolha uma radiografia salva como DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP ou GIF
model-file_cmyk = o arquivo { $kind } contém cores CMYK (de impressão); salve a radiografia em tons de cinza ou RGB
model-file_variant = não há suporte a esta variante de { $kind }; salve a radiografia como PNG de 8 ou 16 bits ({ $detail })
model-file_truncated = o arquivo { $kind } está incompleto; copie-o ou baixe-o novamente
model-file_damaged = o arquivo { $kind } está danificado; copie-o ou exporte-o novamente ({ $detail })
model-file_unknown_syntax = não há suporte à sintaxe de transferência do arquivo DICOM: desconhecida ({ $uid }); converta o arquivo com `dcmdjpeg` ou `dcmconv`, ou exporte a radiografia como PNG
model-file_syntax = não há suporte à sintaxe de transferência do arquivo DICOM: { $name } ({ $uid }); converta o arquivo com `dcmdjpeg` ou `dcmconv`, ou exporte a radiografia como PNG
model-file_no_picture = o arquivo DICOM não contém imagem; escolha o arquivo da própria radiografia
model-file_directory = o arquivo DICOM não contém imagem, apenas um diretório de outros arquivos (DICOMDIR); escolha o arquivo da própria radiografia
model-file_several_frames = o arquivo { $kind } contém { $frames } quadros; selecione um ou salve o que deve ser lido como imagem única
model-file_several_films = o arquivo { $kind } contém { $films } radiografias; selecione uma ou salve a que deve ser lida como imagem única
model-file_no_such_frame = o arquivo { $kind } não tem o quadro { $frame }; selecione um de 1 a { $frames }
model-file_other_examination = segundo o cabeçalho DICOM, { $says }; escolha uma radiografia frontal de tórax
model-file_wrong_length = foram fornecidos { $values } tons de cinza para uma imagem de { $width } x { $height } pixels; forneça um para cada pixel
model-file_outside_picture = o retângulo não está dentro da imagem de { $width } x { $height } pixels; escolha outro
model-file_not_resized = não é possível redimensionar a imagem; salve a radiografia como PNG simples em tons de cinza ({ $detail })

## Archives.

model-archive_truncated = o arquivo compactado está incompleto; copie-o ou baixe-o novamente
model-archive_damaged = o arquivo compactado está danificado; copie-o ou baixe-o novamente ({ $detail })
model-archive_document = o arquivo é um documento de escritório ou um programa; exporte a imagem dele como PNG e escolha-a
model-archive_no_films = o arquivo compactado não contém radiografias; escolha a própria radiografia
model-archive_encrypted = o arquivo está criptografado; descompacte-o com a senha e escolha a própria radiografia
model-archive_method = não há suporte ao método de compressão do arquivo compactado ({ $method }); descompacte-o e escolha a própria radiografia
model-archive_divided = esta é uma parte de um arquivo compactado dividido; descompacte o conjunto e escolha as próprias radiografias
model-archive_too_many_files = o arquivo compactado contém { $files } arquivos, acima do limite de { $limit }; descompacte-o e escolha as próprias radiografias
model-archive_expands_too_far = o arquivo compactado declara conter { $mebibytes } MiB, demais para o seu próprio tamanho; descompacte-o e escolha as próprias radiografias
model-archive_unreadable = não é possível ler o arquivo compactado: { $why }

## Formats that are not read: what the file is, and what to do.

model-file_not_read = o arquivo é { $what }; { $advice }
model-format_avif_picture = uma imagem AVIF
model-format_heic_picture = uma imagem HEIC, formato em que os celulares salvam fotos
model-format_heif_picture = uma imagem HEIF
model-format_jpeg_xl_picture = uma imagem JPEG XL
model-format_video = um vídeo
model-format_svg_drawing = um desenho SVG
model-format_web_page = uma página da web (HTML)
model-format_xml_text = um texto XML
model-format_git_lfs_pointer = um ponteiro do git-lfs no lugar da imagem
model-format_pdf_document = um documento PDF
model-format_postscript_document = um documento PostScript
model-format_rich_text = um texto formatado (rich text)
model-format_old_office_document = um documento de escritório em formato antigo
model-format_jpm_document = um documento JPEG 2000 (JPM)
model-format_djvu_document = um documento DjVu
model-format_zip_archive = um arquivo ZIP
model-format_rar_archive = um arquivo RAR
model-format_7z_archive = um arquivo 7z
model-format_gzip_file = um arquivo gzip
model-format_bzip2_file = um arquivo bzip2
model-format_xz_file = um arquivo xz
model-format_zstandard_file = um arquivo Zstandard
model-format_photoshop_picture = uma imagem do Photoshop
model-format_jpeg_xr_picture = uma imagem JPEG XR
model-format_openexr_picture = uma imagem OpenEXR
model-format_fits_picture = uma imagem FITS
model-format_nrrd_volume = um volume NRRD
model-format_metaimage_volume = um volume MetaImage
model-format_nifti_volume = um volume NIfTI
model-format_numpy_array = um array NumPy
model-format_hdf5_file = um arquivo HDF5
model-format_netpbm_picture = uma imagem Netpbm (PGM, PPM)
model-advice_convert = não há suporte a este formato: converta-o em PNG ou exporte a radiografia novamente como PNG ou DICOM
model-advice_export = exporte a partir dele a própria radiografia como PNG ou DICOM
model-advice_download = um texto assim costuma aparecer no lugar de um download que falhou: baixe a radiografia novamente
model-advice_unpack = descompacte-o e escolha a radiografia que está dentro dele
model-advice_lfs = obtenha a imagem com `git lfs pull`

## What the header of a DICOM file says of another examination: kind of examination, part of the body, view.

model-header_modality = a modalidade é { $name }
model-header_body_part = a parte do corpo não é o tórax ({ $name })
model-header_view = a incidência não é frontal ({ $name })
model-modality_bi = imagem biomagnética (BI)
model-modality_bmd = densitometria óssea (BMD)
model-modality_ct = tomografia computadorizada (CT)
model-modality_doc = documento (DOC)
model-modality_ecg = eletrocardiograma (ECG)
model-modality_es = endoscopia (ES)
model-modality_gm = microscopia (GM)
model-modality_io = radiografia intraoral (IO)
model-modality_ivoct = tomografia de coerência óptica intravascular (IVOCT)
model-modality_ivus = ultrassonografia intravascular (IVUS)
model-modality_ko = seleção de objetos (KO)
model-modality_mg = mamografia (MG)
model-modality_mr = ressonância magnética (MR)
model-modality_nm = medicina nuclear (NM)
model-modality_oct = tomografia de coerência óptica (OCT)
model-modality_op = fotografia oftálmica (OP)
model-modality_opt = tomografia oftálmica (OPT)
model-modality_pr = estado de apresentação (PR)
model-modality_pt = tomografia por emissão de pósitrons (PT)
model-modality_px = radiografia panorâmica (PX)
model-modality_rtdose = dose de radioterapia (RTDOSE)
model-modality_rtimage = imagem de radioterapia (RTIMAGE)
model-modality_rtplan = plano de radioterapia (RTPLAN)
model-modality_rtstruct = estruturas de radioterapia (RTSTRUCT)
model-modality_seg = segmentação (SEG)
model-modality_sm = microscopia de lâminas (SM)
model-modality_sr = laudo ou relatório (SR)
model-modality_tg = termografia (TG)
model-modality_us = ultrassonografia (US)
model-modality_xa = angiografia (XA)
model-modality_xc = fotografia (XC)
model-part_abdomen = abdome
model-part_ankle = tornozelo
model-part_arm = braço
model-part_bladder = bexiga
model-part_brain = encéfalo
model-part_breast = mama
model-part_clavicle = clavícula
model-part_coccyx = cóccix
model-part_colon = cólon
model-part_elbow = cotovelo
model-part_extremity = extremidade
model-part_face = face
model-part_femur = fêmur
model-part_fibula = fíbula
model-part_finger = dedo da mão
model-part_foot = pé
model-part_forearm = antebraço
model-part_hand = mão
model-part_head = cabeça
model-part_heel = calcanhar
model-part_hip = quadril
model-part_humerus = úmero
model-part_jaw = mandíbula
model-part_kidney = rim
model-part_knee = joelho
model-part_leg = perna
model-part_neck = pescoço
model-part_orbit = órbita
model-part_pelvis = pelve
model-part_sacrum = sacro
model-part_scapula = escápula
model-part_shoulder = ombro
model-part_sinuses = seios paranasais
model-part_skull = crânio
model-part_spine = coluna vertebral
model-part_stomach = estômago
model-part_teeth = dentes
model-part_thigh = coxa
model-part_thumb = polegar
model-part_tibia = tíbia
model-part_toe = dedo do pé
model-part_wrist = punho
model-view_oblique = oblíqua
model-view_decubitus = decúbito lateral
model-view_lateral = perfil
model-view_orientation = orientação do paciente própria de uma incidência em perfil

## A model that is rejected.

model-model_file_missing = falta o arquivo { $name }
model-model_file_too_long = { $file } é maior do que consta na ficha do modelo
model-model_wrong_order = foi lido o fragmento { $got } onde se esperava o fragmento { $expected } de { $shards }
model-model_wrong_length = { $file } tem { $got } bytes, a ficha do modelo indica { $expected }; carregue-o novamente
model-model_wrong_hash = { $file } está danificado: seu SHA-256 é { $got }, a ficha do modelo indica { $expected }; carregue-o novamente
model-model_incomplete = foram lidos apenas { $got } de { $expected } fragmentos
model-model_tensor_missing = falta o tensor { $position }, a rede precisa de { $needed }
model-model_wrong_tensor = o tensor { $position } é { $found }, a rede precisa de { $needed }
model-model_wrong_count = a ficha do modelo lista { $listed } tensores, a rede tem { $needed }
model-model_not_finite = o valor { $index } do tensor { $name } não é um número finito
model-model_bad_variance = o valor { $index } do tensor { $name } é uma variância negativa
model-model_bad_scale = a escala do canal { $channel } do tensor { $name } não é um número finito maior que zero
model-model_bad_level = o valor { $index } do tensor { $name } é -128, que os pesos de 8 bits não usam
model-model_out_of_memory = não há memória suficiente para { $mebibytes } MiB de pesos; use uma rede menor
model-model_bad_side = um lado de entrada de { $side } px não serve: deve ser um múltiplo positivo de { $step }
model-model_unknown_network = rede { $name } desconhecida; valores possíveis: { $names }

## A scorecard that is rejected.

model-scorecard_malformed = a ficha do modelo { $file } está danificada ou incompleta: { $problem }; carregue-a ou exporte-a novamente
model-scorecard_version = a ficha do modelo está na versão de formato { $found }; esta compilação lê a versão { $known }: use pesos e página da mesma versão
model-scorecard_classes = as classes da ficha do modelo não são COVID-19, normal, pneumonia, nesta ordem; use um modelo exportado para elas
model-scorecard_wrong = a ficha do modelo está incorreta: { $why }; exporte o modelo novamente
model-scorecard_too_many_shards = a ficha do modelo lista { $shards } fragmentos, e nenhuma rede tem mais de { $limit }; exporte o modelo novamente
model-scorecard_shard = o fragmento { $index } da ficha do modelo está incorreto: { $problem }; exporte o modelo novamente
model-scorecard_shard_name = o nome do arquivo não segue o padrão weights.NNN.bin
model-scorecard_shard_length = o comprimento é zero ou superior a 16 MiB
model-scorecard_shard_hash = o SHA-256 não tem 64 dígitos hexadecimais minúsculos
model-scorecard_twice_listed = a ficha do modelo lista duas vezes o tensor { $name }; exporte o modelo novamente
model-scorecard_uncountable = o tamanho dos tensores da ficha do modelo até { $name } excede o limite numérico; exporte o modelo novamente
model-scorecard_sizes_differ = os tensores da ficha do modelo ocupam { $tensors } bytes, mas os fragmentos contêm { $shards }; exporte o modelo novamente
model-scorecard_other_features = a distância da ficha do modelo usa { $found } características, a rede tem { $expected }; exporte o modelo novamente
model-scorecard_golden = golden.{ $field } da ficha do modelo não é um número finito; exporte o modelo novamente
model-scorecard_golden_positive = golden.{ $field } da ficha do modelo não é um número finito maior que zero; exporte o modelo novamente

## Problems within a scorecard; fields of it stay as they are.

model-sets_levels = answer_sets deve ter uma entrada para cada nível de 0.8 a 0.99, em ordem
model-sets_not_a_score = um limiar de answer_sets para { $class } não está entre 0 e 1
model-sets_falling = os limiares de answer_sets para { $class } diminuem à medida que o nível aumenta
model-sets_invalid_level = nível { $level } inválido; esperava-se uma porcentagem inteira de 0.80 a 0.99, por exemplo 0.9
model-points_not_a_probability = o limiar do ponto de operação para { $class } ({ $purpose }) não está entre 0 e 1
model-points_twice = há dois pontos de operação para { $class } ({ $purpose })
model-calibration_temperature = a temperatura { $temperature } não é um número positivo
model-calibration_parameters = a calibração { $method } não tem exatamente os parâmetros do seu método: temperature (temperature), scale e bias (vector-scaling), ou weights e bias (dirichlet)
model-calibration_parameter = um parâmetro da calibração não é um número finito
model-gate_not_base64 = os pesos do filtro de entrada não estão em Base64
model-gate_wrong_length = o filtro de entrada tem { $found } pesos em vez de { $expected }
model-gate_not_finite = um número do filtro de entrada não é finito
model-distance_direction = uma direção de distance não está em Base64 com números diferentes de zero
model-distance_groups = faltam os grupos de distance, ou suas direções têm comprimentos diferentes
model-distance_percentiles = distance deve ter { $count } percentis, finitos e em ordem crescente
model-distance_rule = distance.far.percentile é { $percentile }; deve estar entre 1 e { $highest }
model-scorecard_place = { $problem }, na linha { $line }, coluna { $column }

## Errors of the engine and of the browser.

model-engine_output = a saída da rede não é um número finito
model-engine_not_finite = a rede devolveu um valor que não é finito
model-engine_wrong_count = a rede devolveu { $values } valores, menos de um por classe
model-engine_not_read_back = não é possível ler o resultado de volta: { $why }
model-engine_no_weights = faltam os pesos para a explicação: { $why }
model-engine_weights_not_kept = eles não são guardados
model-engine_busy = o motor de inferência está ocupado ou não está pronto
model-engine_no_file = a solicitação não contém arquivo
model-engine_no_pixels = faltam os pixels da radiografia
model-engine_no_copies = faltam as imagens das cópias
model-browser_no_adapter = o navegador não tem adaptador de GPU
model-browser_lacks = o navegador não oferece { $thing }
model-browser_device_lost = dispositivo perdido
model-browser_message = mensagem inesperada

## A visitor's own films, and reading blind.

model-own_busy = Há uma radiografia em andamento: tente novamente em instantes.
model-own_all_refused = Todas as imagens rotuladas foram recusadas, portanto não há nada a avaliar.
model-own_too_few = Não há radiografias suficientes para calibrar o modelo para elas: para excluir uma classe no nível de { $level } %, os conjuntos de respostas exigem pelo menos { $least } radiografias de cada classe que não estejam distantes das de treinamento, e há apenas { $fewest } da classe { $class }.
model-own_no_calibration = não é possível ajustar a calibração: são necessárias radiografias de pelo menos dois pacientes
model-own_no_sets = não é possível ajustar os conjuntos de respostas: { $why }
model-own_no_points = não é possível ajustar os pontos de operação: { $why }
model-labels_none = Nenhuma das radiografias tem rótulo: arraste uma pasta que contenha as pastas COVID-19, normal e pneumonia, ou as radiografias junto com uma tabela (CSV) que tenha as colunas “file” e “label”.
model-labels_no_table = A tabela { $name } não é usada: { $why }.
model-labels_no_columns = a primeira linha não nomeia as colunas “file” e “label”
model-labels_contradicting_folder = 1 radiografia fica de fora: está em pastas de classes diferentes.
model-labels_contradicting_folders = { $films } radiografias ficam de fora: estão em pastas de classes diferentes.
model-labels_ambiguous_film = 1 radiografia fica de fora: é indicada por uma linha que corresponde a várias; informe os caminhos na tabela.
model-labels_ambiguous_films = { $films } radiografias ficam de fora: são indicadas por uma linha que corresponde a várias; informe os caminhos na tabela.
model-labels_unmatched = { $rows ->
    [one] { $rows } linha da tabela não indica nenhuma radiografia da lista.
   *[other] { $rows } linhas da tabela não indicam nenhuma radiografia da lista.
}
model-labels_unknown = { $rows ->
    [one] { $rows } linha da tabela não tem o rótulo COVID-19, normal ou pneumonia, mas, por exemplo, { $label }.
   *[other] { $rows } linhas da tabela não têm o rótulo COVID-19, normal ou pneumonia, mas, por exemplo, { $label }.
}
model-labels_contradicting_rows = { $files ->
    [one] { $files } arquivo da tabela tem dois rótulos e fica de fora.
   *[other] { $files } arquivos da tabela têm dois rótulos e ficam de fora.
}
model-readers_none = Ainda não há nenhuma radiografia com resposta sua e do modelo.
model-readers_no_label = Nenhuma das radiografias a que você respondeu tem rótulo.
model-readers_no_film = nenhuma radiografia foi lida por ambos
model-readers_one_class = ambos os leitores escolheram a mesma classe para todas as radiografias
