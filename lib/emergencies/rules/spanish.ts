const HURTS = "(?:dolor\\w*|duele|duelen|presion|opresion|aprieta|apretado|oprim\\w*|ardor|punzad\\w*)";

/** What a Spanish speaker in danger may write, without accents (ñ is n). */
export const SPANISH: readonly string[] = [
  // Respiración
  "no (?:\\w+ ){0,3}(?:respirar|respira|respiro|respirando)",
  "(?:falta|faltando|falt\\w+|sin|poco) (?:\\w+ ){0,2}(?:aire|aliento|respiracion)",
  "(?:dificultad|trabajo|cuesta|cuestan|costando|batall\\w*|problemas?|apenas|casi no|dificil) (?:\\w+ ){0,4}respira\\w*",
  "ahog(?:o|a|ando|andose|andome)\\b|asfixi\\w*|atragant\\w*",
  "(?:labios|cara|dedos|puso|esta|poniendo|pone) (?:\\w+ ){0,2}(?:azul|azules|morad[oa]s?)",
  // Corazón
  `${HURTS} (?:\\w+ ){0,5}pecho`,
  `pecho (?:\\w+ ){0,4}${HURTS}`,
  "infarto\\w*|ataque (?:al|del|de) (?:corazon|\\w+)|ataque (?:cardiaco|epileptico)|paro cardiaco",
  `${HURTS} (?:\\w+ ){0,4}brazo izquierdo|brazo izquierdo (?:\\w+ ){0,3}(?:dormido|${HURTS})`,
  "corazon (?:\\w+ ){0,4}(?:rapido|acelerado|acelera|late|fuerte)",
  // Cerebro
  "derrame|embolia",
  "(?:durmio|adormecio|entumecio|paralizo|torcio|chueco|cayo) (?:\\w+ ){0,4}(?:cara|boca|brazo|pierna|lado|cuerpo)",
  "(?:cara|boca|lado) (?:\\w+ ){0,4}(?:caida|chueca|torcida|dormida|dormido|paralizad[oa])",
  "no (?:puedo|puede|siento|siente) (?:\\w+ ){0,3}(?:mover\\w*|hablar|ver|brazo|pierna|piernas|cara|lado|mano|caminar)",
  "arrastra\\w* las palabras|habla (?:muy )?raro|peor dolor de cabeza",
  "convuls\\w*|combuls\\w*|epilept\\w*",
  // Sangre
  "sangr\\w+ (?:\\w+ ){0,4}(?:mucho|mucha|muchisimo|para|bastante|demasiado)",
  "(?:no|nunca) (?:\\w+ ){0,2}(?:para|deja|paro|dejo|parar) (?:\\w+ ){0,3}(?:sangr\\w+)",
  "(?:mucha|muchisima|tanta|demasiada|perdiendo|perdido|vomit\\w*|tos\\w*|escup\\w*|orin\\w*) (?:\\w+ ){0,3}sangre",
  "desangr\\w*|hemorragia",
  "embarazada (?:\\w+ ){0,8}(?:sangr\\w*|caida|cai|dolor fuerte)",
  "(?:romp\\w*|reventa?\\w*) (?:\\w+ ){0,2}fuente",
  "no (?:siento|se mueve|se ha movido|siente) (?:\\w+ ){0,4}(?:bebe|nino)|bebe (?:\\w+ ){0,4}(?:no se|mover|fiebre|morado|flacido)",
  // Conciencia
  "desmay\\w*|inconscient\\w*|inconcient\\w*|colaps\\w*",
  "no (?:despierta|responde|reacciona|contesta ni|se despierta|quiere despertar|vuelve en si)",
  "perdi\\w* (?:el )?(?:conocimiento|conciencia|sentido|la conciencia)",
  "(?:cayo|cai|caida) (?:\\w+ ){0,8}(?:cabeza|escaleras?|mover|levantar\\w*|cadera|sangr\\w*)",
  "(?:golpe|golpeo|pego|golpee|pegue) (?:\\w+ ){0,3}cabeza",
  // Alergia y veneno
  "reaccion alergica|anafil\\w*",
  "(?:garganta|lengua|cara|labios|boca) (?:\\w+ ){0,4}(?:hinch\\w*|inchad\\w*|inch\\w*|cerr\\w*|cierra\\w*)",
  "(?:hinch\\w*|inch\\w+|cerr\\w*|cierra) (?:\\w+ ){0,4}(?:garganta|lengua|cara|labios)",
  "sobredosis|sobre dosis|envenen\\w*|intoxic\\w*|veneno",
  "tom\\w* (?:\\w+ ){0,3}(?:muchas|todas|demasiad[oa]s|frasco|bote|monton|puno) (?:\\w+ ){0,3}(?:pastillas|pildoras|medicinas?|tylenol)?",
  "(?:trag\\w*|tom[oe]|bebio|comio) (?:\\w+ ){0,4}(?:cloro|veneno|pila|pilas|detergente|iman|moneda|raticida)",
  // Suicidio
  "suicid\\w*|matarme|matarse|ahorcar\\w*|colgarme|dispararme|quitarme la vida|quitarse la vida",
  "me (?:quiero|voy a|quisiera) (?:morir|matar)|se (?:quiere|va a) (?:morir|matar)",
  "(?:acabar|terminar) con (?:mi|su) vida|acabar con todo|terminar con todo",
  "(?:quiero|quisiera|gustaria|prefiero|preferiria|ganas de) (?:\\w+ ){0,2}(?:morir\\w*|estar muert[oa])",
  "no (?:quiero|quiere) (?:\\w+ ){0,2}(?:vivir|viviendo|existir)|no vale la pena (?:seguir|vivir)|sin ganas de vivir",
  "ya no (?:puedo|aguanto) (?:mas|seguir)|no puedo mas con|mejor (?:muert[oa]|sin mi)",
  "(?:hacerme|hacerse|hago) dano|lastimarme|cortarme|lastimar (?:al|a mi) (?:bebe|hij[oa])",
  // Violencia
  "me (?:\\w+ )?(?:pega|pego|golpea|golpeo|golpeando|amenaz\\w*|violo|violaron|ahorco|apunal\\w*|balacear\\w*|va a matar|quiere matar)",
  "(?:va|quiere|voy|quiero|amenaz\\w*) (?:\\w+ ){0,3}(?:matar|matarme|matarnos|lastimar)",
  "(?:tiene|trae|saco) (?:una?|la|el) (?:pistola|arma|cuchillo|navaja)",
  "balazo\\w*|balacera|apunal\\w*|en peligro|miedo (?:\\w+ ){0,5}(?:mate|pegue|lastime|haga)",
  // Heridas y números
  "azucar (?:\\w+ ){0,5}(?:[1-4]\\d|5[0-4]|[4-9]\\d\\d|bajo mucho|bajando)",
  "presion (?:\\w+ ){0,4}(?:1[89]\\d|2[0-4]\\d)",
  "fiebre (?:\\w+ ){0,4}(?:40|41|42|10[4-8])|quem\\w* (?:\\w+ ){0,4}(?:feo|grave|mucho)|hueso (?:\\w+ ){0,3}(?:salido|afuera|fuera)",
  "accidente de (?:carro|coche|moto|auto)|choque de carro",
  // Redes más anchas
  "sangrando|sangrado|sangra|coagulos|sangre (?:\\w+ ){0,3}(?:orina|popo|excremento|vomito|nariz)",
  "quitar\\w* la vida|cort\\w* las venas|(?:me|se) corto? (?:\\w+ ){0,3}(?:venas|munecas?|cuello|mano)",
  "mal del corazon|contracciones|apendice|oxigeno (?:\\w+ ){0,5}[5-8]\\d|heces negras",
  "dolor (?:\\w+ ){0,3}(?:fuerte|fuertisimo|intenso|insoportable|horrible|terrible)|no aguanto el dolor",
  "no (?:me |se )?(?:puedo|puede) (?:\\w+ )?(?:levantar\\w*|parar\\w*|caminar|mover\\w*|tragar|despertar\\w*)",
  "(?:muy|bien|esta) (?:maread[oa]|confundid[oa]|desorientad[oa])|ve cosas|oye voces|escucho voces",
  "(?:brazo|pierna|cara|lado|mano) (?:\\w+ ){0,3}(?:dormid[oa]|entumid[oa]|adormecid[oa])|(?:esta|se puso|bebe) (?:\\w+ )?(?:morad[oa]|azul|palid[oa])",
  "(?:es|muy) urgente|espuma por la boca|temblando (?:mucho|sin parar)|miedo de mi (?:esposo|marido|pareja|novio)",
  // Pedir ayuda
  "emergencias?|emerjencia|emergensia|ambulancia|911|nueve once|auxilio|socorro|paramedicos",
  "(?:me|se) (?:estoy|esta|nos esta) muriendo|me muero|voy a morir\\w*|va a morir\\w*|esta muriendo",
  "ayuden\\w*|ayudeme|ayudame (?:por favor|ya|porfa)|ayuda (?:por favor|porfavor|urgente|ya|porfa)|^(?:por favor )?ayudame$",
  "(?:necesito|necesita\\w*) (?:\\w+ ){0,2}ayuda (?:\\w+ ){0,2}(?:urgente|ya|ahora|inmediata\\w*|rapido)",
];

export const SPANISH_HARMLESS: readonly string[] = [
  "(?:no|sin) (?:\\w+ ){0,3}(?:dolor (?:de|en el) pecho|falta de aire|sangrado|convulsiones|dificultad para respirar)",
  "(?<!no )(?:puedo|puede|ya) respir\\w* (?:\\w+ ){0,2}(?:bien|mejor|normal)",
  "(?:no|ya no|sin|dejo de) (?:\\w+ )?(?:sangrado|sangra|sangrar|sangrando)|no (?:\\w+ )?dolor fuerte",
  "no es (?:una |de )?(?:emergencia|urgencia)|no tengo (?:una )?emergencia",
  "(?:contacto|numero|telefono|contactos|datos) de emergencias?",
  "(?:cuenta|recibo|factura|cobro|bill) (?:\\w+ ){0,3}(?:ambulancia|emergencias?|sala de emergencias?)",
  "sala de emergencias? (?:la semana|el mes|el ano|hace)",
  "(?:infarto|derrame|convulsion\\w*) (?:\\w+ ){0,2}(?:hace|el ano pasado|en (?:19|20)\\d\\d)|(?:historial|antecedentes|riesgo|prevencion) (?:\\w+ ){0,2}(?:infartos?|derrames?|suicidio|convulsiones)",
  "me muero de (?:risa|hambre|sueno|ganas|calor|frio|pena|verguenza|curiosidad)|me muero por",
  "(?:medicina|pastillas|medicamento|receta) (?:para|de) (?:las |la )?(?:convulsiones|epilepsia|presion)",
  "prueba de (?:la )?respiracion|ejercicios de respiracion|rayos x (?:de|del) pecho|radiografia (?:de|del) (?:torax|pecho)",
  "prevencion del suicidio",
];
