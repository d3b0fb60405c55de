import type { Concept } from "@/lib/emergencies/rules/vocabulary/english";

/** The same for Spanish, as it is written on a phone: without accents, ñ is n. Spanglish mixes both by itself. */
export const SPANISH: Record<Concept, string> = {
  not: "no, nunca, ya no, tampoco, ni, dejo de, dejo, deja de, nomas no",
  cant: "no me puedo, no me puede, no se puede, no nos podemos, no he podido, no ha podido, sin poder, no tengo fuerzas para, no tengo fuerzas ni, sin poder, no entra, no me entra, no le entra, no agarr*, no jal*, no puedo, no puede, no pueden, no podia, no puedes, no logro, no logra, no alcanzo, no alcanza, no consigo, no consigue, no pudo, no pude, no deja, no me deja, no lo deja, no la deja, no aguanto, imposible, incapaz",
  hard: "dificil, dificultad*, dificulta, trabajo, cuesta, cuestan, costando, costar, cuestiona, batall*, problema*, apenas, casi no, luchando, lucha, trabajosa*, muy mal, peor",
  want: "quiero, quiere, quieren, quisiera, queria, ganas, deseo, desea, voy, va, van, pienso, piensa, pensando, pensamientos, gustaria, prefiero, preferiria, prefiere, ojala, intento, intenta, trato, trata, planeo, plan, estoy por, dice, dijo, amenaz*, necesito",
  tired:
    "cansad*, hart*, sin sentido, sentido, caso, razon, razones, motivo, motivos, ganas, nada, acabar, acabo, terminar, quitar*, perdi, vale la pena, pena",
  intense:
    "fuerte, fuertes, fuertisim*, fortisim*, intens*, insoportable*, horrible*, terrible*, agud*, sever*, espantos*, de repente, repentin*, subit*, muchisimo, no aguanto, no soporto, no aguanta, no soporta, tremend*, atroz, gritando, llorando, peor, de golpe, como nunca, nunca habia, no se me quita, no se le quita, punzante, matando",
  breathe: "respir*, resuell*, resoll*",
  air: "aire, aliento, oxigeno",
  chest: "pulmon, pulmones, angina, pecho, torax, esternon",
  heart: "corazon, corazn",
  head: "cabeza, craneo, cabesa, nuca, frente",
  headache: "dolor de cabeza, jaqueca, migrana, dolores de cabeza",
  belly:
    "estomago, abdomen, panza, barriga, vientre, pelvis, ovario*, abdominal, bajo vientre, costado, lado derecho",
  back: "espalda, rinon*",
  jaw: "mandibula, quijada, brazo izquierdo, hombro izquierdo, mano izquierda",
  limb: "brazo*, pierna*, mano, manos, pie, pies, dedos, cuerpo, pantorrilla",
  face: "cara, boca, rostro, sonrisa, parpado, cachete",
  airway: "lengua, garganta, lengua, labio*, cuello, cara, boca",
  halfBody: "lado, mitad, medio cuerpo",
  skin: "labios, labio, cara, piel, dedos, unas, boca, bebe, esta, puso, pone, poniendo, poniendose, nino, nina, ve, mira",
  wound: "herida*, puntos, cicatriz, sutura*, grapas, cesarea, operacion, cirugia",
  testicle: "testiculo*, huevos",
  pain: "dolor, dolores, dolora, duele, duelen, dolia, doliendo, duela, due, presion, opresion, oprim*, apriet*, apret*, ardor, arde, ardiendo, quema, punzad*, punza, pesadez, pesado, pesa, molestia*, calambre*, adolorid*, lastima, estruja*, aplasta*, colico*",
  odd: "feo, ruido, ruidos, ronco, ronca, silbando, chillido, quejido, raro, rara, extran*, mal, enredad*, chistoso, diferente",
  numb: "como muert*, se le cae todo, no le responde, no me responde, engarrot*, trabada, trabado, de lado, dormid*, entumid*, entumecid*, adormec*, durmio, durmiendo, entumecio, entumio, torcid*, torcio, tuerce, chuec*, caid*, paraliz*, debil, debilidad, flacid*, hormigue*, desviad*, colgad*, sin fuerza, sin fuerzas, guangos*, guang*, flojo, cayo, babe*",
  speech: "habla, hablar, hablando, hablo, palabras, palabra, pronuncia*, platicar",
  slur: "no habla bien, camina como borracho, camina chueco, se tropieza con todo, se le caen las cosas, no puede sostener, se va para un lado, se le olvido como, arrastra el pie, arrastra la pierna, arrastrando la, pupila*, no puede sonreir, no coordina, no entiende lo que, perdio el equilibrio, pierde el equilibrio, no se acuerda quien, no sabe quien es, no se acuerda de nada, arrastra, arrastrando las palabras, arrastro, incoheren*, no se le entiende, no se entiende, balbuc*, habla raro, hablando raro, habla como borracho, se le traba, trabad*, habla puras, dice cosas sin sentido, cosas sin sentido, le salen las palabras, me salen las palabras",
  see: "ver, veo, ve, vista, vision, ojo, ojos",
  lost: "perdio, perdi, perdiendo, perdid*, perdio, pierdo, borros*, doble, negro, negra, nublad*, cieg*, manchas, se fue, lucecitas, estrellitas",
  stroke: "derrame*, embolia*, ictus, ataque cerebral, aneurisma, trombosis, infarto cerebral",
  heartAttack:
    "infart*, enfart*, paro cardiaco, paro respiratorio, ataque al corazon, ataque cardiaco, ataque de corazon, ataque del corazon",
  racing:
    "se me para, se detiene, se quiere parar, da vuelcos, acelerad*, acelera, rapido, rapidisimo, palpitacion*, taquicardia*, late fuerte, late muy, se me sale, brinca*, brincos, salta*, irregular, se para, se paro, fuerte, mal, desbocad*",
  palpitation: "palpitacion*, taquicardia*, arritmia",
  choke:
    "agitad*, no le entra aire, no me entra aire, falta la respiracion, falta respiracion, le cuesta mucho respirar, ataque de asma, crup, tos de perro, se queda sin aire, le silba, quejando al respirar, quejido, jala aire, jalar aire, se le va el aire, se va el aire, duele al respirar, ronquido, hunden las costillas, hunde el pecho, costillas se le hunden, asfixi*, ahog*, sofoc*, atragant*, jade*, falta el aire, falta mucho el aire, falta mucho aire, falta tanto el aire, falta bastante el aire, falta aire, falta de aire, falta de aliento, faltando el aire, falta la respiracion, falta respiracion, sin aire, sin aliento, poco aire, me corta la respiracion, corta el aire, silbido, silba, silbando",
  blood: "sangre, coagulo*, sangr",
  bleed:
    "manchando, manchado, sangra*, sangro, desangr*, hemorragia*, sale sangre, salir sangre, salirme sangre, salirle sangre, saliendo sangre, echando sangre, echa sangre, arroja sangre, botando sangre, chorreando sangre, salio sangre, hemorrag*",
  gush: "rojo, a chorros, pura, puro, borbotones, much*, bastante, demasiad*, tanta, tanto, parar, para, pare, paro, deja, detiene, detener, chorr*, empap*, llen*, charco*, por todos lados, por todas partes, borbotones, abundante*, grandes, grande, perdiendo, perdido, cada vez, sin parar, fuerte, toalla*, roja, viva, horas",
  fluid:
    "vomit*, vomito, tos, tosi*, tose, tosio, escup*, orin*, orina, pipi, popo, heces, excremento*, evacu*, flema*, diarrea, nariz, oido, oidos, boca, recto, panal, bano",
  blue: "azul*, morad*, palid*, gris, amoratad*, blanc*, transparente",
  swell: "hinch*, inch*, inflam*, cerr*, cierra*, cierre, apret*, gruesa, inflad*, enorme, engrosad*",
  dizzy: "maread*, mareo*, mareos, vertigo, da vueltas, dan vueltas, atarantad*",
  confused:
    "muy dormid*, sumid*, hundid*, amarill*, no llora, llora sin, no deja de llorar, deshidratad*, decaid*, aguad*, aguad*, confundid*, confus*, desorientad*, deliran*, delir*, no sabe donde, no sabe quien, no me reconoce, no reconoce, no conoce, como ido, como ida, aletargad*, desubicad*, muy dormid*, flacid*, no es el mismo, no es ella, actua raro, actuando raro, como aguad*",
  fever: "fiebre*, calentura*, temperatura, calenturon",
  nausea: "vomit*, nausea*, sudor, sudando, sudores, sudor frio, suda, trasud*",
  shake: "tembl*, tiembl*, escalofrio*, sudando, sudor, temblor*",
  wake: "despiert*, despert*, reaccion*, responde, respondio, respondiendo, vuelve en si, abre los ojos, contesta",
  move: "mover*, mueve, mueva, movido, moviendo*, movimiento*, patea*, patad*, movio",
  use: "mover*, mueve, mueva, muevo, siento, siente, sentir, levantar, levanto, levanta, alzar, alza, usar, doblar",
  stand:
    "levanta, se levanta, se para, levantar*, parar*, pararme, caminar, camino, tragar, mover*, sentar*, sostener*, andar, ponerme de pie, ponerse de pie, pasar saliva",
  faint:
    "no abre los ojos, quedando dormid*, como ausente, mirada perdida, no me habla, no se mueve, esta frio, esta fria, helad*, no despierta, no puedo despertar*, no lo puedo despertar, no la puedo despertar, perdida del conocimiento, se va de lado, desmay*, desmall*, inconscient*, inconcient*, colaps*, perdio el conocimiento, perdi el conocimiento, perdio la conciencia, perdi la conciencia, pierde el conocimiento, perdio conocimiento, perdio el sentido, perdi el sentido, sin conocimiento, sin pulso, desplom*, desvanec*, ojos en blanco, ojos volteados, volteo los ojos, se le fueron los ojos, se fue de lado, como muert*, no tiene pulso, privado, se privo, se fue para atras, tirado, tirada",
  seizure:
    "se puso ties*, se pone ties*, tiesa, se mordio la lengua, trabado, tiembla tod*, convuls*, combuls*, convulc*, epilep*, espuma, ataque epileptico, ataque de epilepsia, temblando todo, tiembla todo, temblando sin control, sacudiendo*, sacudid*, se retuerce, le dio un ataque, dando ataques, dando un ataque",
  allergy: "ronchitas, alergic*, alergia*, anafil*, epipen, ronchas, roncha, urticaria, epinefrina",
  pregnant:
    "tengo * meses, estoy de * semanas, tengo * semanas, estoy de * meses, embaraz*, encinta, parto, di a luz, dio a luz, aborto, abortando, semanas de embarazo, meses de embarazo, de parto, perder al bebe, perdiendo al bebe",
  labor:
    "perdiendo a mi bebe, perdiendo el bebe, perdi a mi bebe, dolores cada, cada cinco minutos, cada tres minutos, cada * minutos, sale el bebe, contraccion*, contracsion*, rompio la fuente, rompio fuente, rompi fuente, rompi la fuente, rompi* la bolsa, rompio la bolsa, revento la fuente, reventaron la fuente, fuente rota, dolores de parto, labor de parto, trabajo de parto, ganas de pujar, pujar, pujando, viene el bebe, viene la bebe, ya viene, va a nacer, esta naciendo, naciendo, cordon umbilical, preeclampsia, preclampsia, se me salio el liquido, sale la cabeza",
  baby: "bebe, bebes, bebita, bebito, recien nacid*, nene, nena, meses de nacid*, semanas de nacid*, dias de nacid*, mesesito, de un mes, mes de nacid*, beba",
  child: "nino*, nina*, hijo*, hija*, hijit*, niet*, chiquit*, chamac*, sobrin*, anitos, ano de edad",
  fed: "comer, come, comido, mamar, mama, toma, tomar, biberon, panal mojado, panales, chupar, leche, orina",
  ingest:
    "tome, tomo, tomar*, tomad*, tomando, trag*, bebi, bebio, bebido, comi, comio, comido, ingiri*, ingerir, metio, inhal*, mezcl*, chupo, lamio, di, inyect*, puso, puse, tomamos, tomaron",
  poison:
    "cloro, veneno*, raticida, raton, pila, pilas, bateria, baterias, detergente*, jabon, limpiador*, gasolina, thinner, tiner, insecticida*, fabuloso, pinol, amoniaco, acido, sosa, iman, imanes, moneda*, hongos, gel antibacterial, gel de manos, desinfectante*, aguarras, pesticida*, quitaesmalte, quita esmalte, petroleo, acetona, anticongelante, pinsol, pino, clorox, perfume, limpieza, canica, suavitel",
  poisoned:
    "envenen*, embenen*, intoxic*, intocsic*, monoxido, fuga de gas, huele a gas, oler a gas, olor a gas, veneno, humo",
  pills:
    "pastill*, pildora*, medicina*, medicamento*, tableta*, capsula*, tylenol, insulina, frasco, dosis, bote, calmante*, somnifero*, aspirina*, ibuprofeno, paracetamol, antidepresivo*, remedio*, tramadol, clonazepam, unidades, jarabe",
  tooMany:
    "un monton, de mas, varios, bastante, casi todo, casi todas, la mitad del, much*, todas, todo el, toda la, todo mi, demasiad*, monton, puno, punado, entero, entera, doble, de mas, equivocad*, un bote, el bote, un frasco, el frasco, de mi esposo, de mi esposa, de mi mama, de mi papa, de su abuel*, de la abuela, del abuelo, de mi abuel*, mas de, extra, varias, triple, bastantes",
  overdose: "sobredosis, sobre dosis, sobredosi*, empastill*",
  drug: "fentanilo, heroina, cocaina, cristal, piedra, drogas, drogad*",
  withdrawal: "abstinencia, malilla, recaida, recai, desintoxic*, deje de tomar alcohol, dejo el alcohol",
  suicide:
    "aventar a las vias, aventar del, aventar al, tirar del, tirar a las vias, lanzar del, a las vias, a proposito, estar muerta, estar muerto, terminar con este sufrimiento, terminar con mi sufrimiento, acabar con este, acabar con mi sufrimiento, acabar con este sufrimiento, terminar con este dolor, me quiero desaparecer, quisiera desaparecer, quiero desaparecer, no quiero despertar, quiero que todo se acabe, quiero que esto se acabe, quiero que se acabe todo, odio mi vida, mi vida no tiene sentido, la vida no tiene sentido, soga, navaja, corte los brazos, corto los brazos, corte las munecas, corto las munecas, corte las venas, no quiero sufrir, dejar de sufrir, descansar de todo, en este mundo, estar en este mundo, existir mas, no quiero existir, quitarme del camino, quiero estar muert*, morirme de una vez, suicid*, suisid*, autolesion*, matarme, matarse, quitarme la vida, quitarse la vida, quitarme de enmedio, ahorcarme, ahorcarse, colgarme, colgarse, dispararme, dispararse, darme un tiro, pegarme un tiro, pegarse un tiro, aventarme, aventarse, tirarme del, tirarme de, tirarme al, lanzarme, acabar con mi vida, acabar con su vida, terminar con mi vida, terminar con su vida, acabar con todo, terminar con todo, hacerme dano, hacerse dano, lastimarme, lastimarse, cortarme, cortarse, cortarme las venas, corte las venas, corto las venas, me hago dano, se hace dano, me estoy cortando, se esta cortando, se corta los, me corto los, envenenarme, me mato, me voy a matar, se va a matar, me quiero matar, se quiere matar",
  kill: "matar, mate, mato, lastimar, herir, cortar, cort*, danar, ahorcar, dano, golpear",
  self: "mi misma, mi mismo, a mi misma, si mismo, si misma, venas, munecas, muneca, los brazos",
  die: "morir*, morirme, morirse, muert*, desaparecer, no despertar, no existir, dormir para siempre, no estar, dormirme y, irme de este mundo, que me muera, que todo acabe, que todo termine, que esto acabe, ya descansar, descansar para siempre",
  live: "vivir, viviendo, vida, existir, seguir, estar aqui, despertar, seguir viviendo, seguir asi, seguir adelante",
  ownLife: "mi vida, su vida, mi propia vida, la vida",
  hopeless:
    "todo listo para irme, irme de este mundo, nadie me necesita, van a estar mejor, estar mejor sin, estaran mejor, alguna tonteria, hacer una locura, cometer una locura, en el puente, decirles adios, digo adios, hart* de todo, no quiero nada, nada tiene sentido, todo seria mejor, serian mas felices sin, mas felices sin mi, nadie me quiere, no valgo nada, no sirvo para nada, ya me canse de, me canse de vivir, sin esperanza, no hay esperanza, ultimo mensaje, ultima vez que, perdonenme todos, hijos mejor sin, perdonenme, perdonen todo, perdon por todo, dile a mi, diles que los, dile que l*, cuidense mucho, mejor muert*, mejor sin mi, estarian mejor, estaria mejor sin, no vale la pena, ya no vale, sin ganas de vivir, ya no puedo mas, no puedo mas, ya no aguanto, no aguanto mas, no aguanto la vida, ya no doy mas, no doy mas, no le veo sentido, no le encuentro sentido, no tiene sentido vivir, no tiene caso, no hay salida, no veo salida, soy una carga, soy un estorbo, soy un peso, a nadie le importo, a nadie le importa, nadie me va a extranar, nadie me extranaria, nadie me extranara, carta de despedida, me despido, despedirme, quiero despedirme, cansad* de vivir, hart* de vivir, cansad* de la vida, cansad* de todo, cuando ya no este, cuando me muera, si yo no estuviera, si no estuviera, no deberia estar sol*, ya no tengo fuerzas, miedo de lo que pueda, miedo de lo que me pueda, lo que pueda hacer, no se que voy a hacer, para que vivir, para que seguir, desesperad*, ya me voy a ir, cuiden a mis hijos, cuida a mis hijos, cuide a mis hijos, hasta aqui llegue, ojala no despierte, ojala no despertara, todo se acabe, no me importa vivir, me rindo",
  crisis:
    "en crisis, una crisis, crisis nerviosa, ataque de panico, ataques de panico, ataque de nervios, ataque de ansiedad, volviendo loc*, perdiendo la cabeza, perdiendo la razon, no puedo parar de llorar, no paro de llorar, no puedo dejar de llorar, perder el control",
  voices:
    "la tele me habla, me mandan mensajes, sin dormir, dias sin dormir, oigo voces, escucho voces, oye voces, escucha voces, oyendo voces, escuchando voces, las voces, voces me, voces que, alucin*, ve cosas, viendo cosas, veo cosas, me persiguen, me vigilan, ve gente, ve personas, no estan ahi, no existen, ve bichos",
  person:
    "el, ella, esposo, esposa, marido, novio, novia, pareja, ex, padrastro, papa, mama, hermano, tio, hijo, hija, vecino, hombre, senor, alguien, ellos, companero, jefe, cunado, viejo",
  attack:
    "pega, pego, pegan, pegando, pegaba, golpe*, patea, pateo, ahorc*, estrangul*, amenaz*, viol*, abus*, maltrat*, empuj*, jalone*, jalo, cachete*, encerr*, encierra, agarro, mata, mate, matar*, hizo dano, hace dano, lastim*, quemo, acosa, acosando, acuchill*, apunal*, mordio, secuestr*",
  victim:
    "me, nos, a mi, a mis hijos, a mi hijo, a mi hija, a mi mama, a mi hermana, le, les, a los ninos, matarme, matarnos, pegarme, lastimarme, matarla",
  attacked:
    "me esta pegando, me estan pegando, nos esta pegando, me esta golpeando, me estan golpeando, nos esta golpeando, me esta ahorcando, molesto sexualmente, me va a matar, me va a encontrar, me va a pegar, nos va a matar, lo va a matar, la va a matar, quiere matarnos, quiere matarme, va a matarnos, como loco, abuso de mi, abuso de, me amenazo, me amenaza, amenazo con, me jalo el pelo, me empujo, me avento, me cacheteo, me patea, me pateo, me mordio, me obliga, me obligo, me toco mis, me toca mis, me manosea, me manoseo, me agarro del cuello, me apreto el cuello, violaron, violada, violado, me violo, violacion, golpiza, apunal*, acuchill*, balazo*, balacera, baleado, balearon, herida de bala, asalt*, secuestr*, violencia domestica, violencia en casa, maltrato, maltrata, me golpea, me pega, me golpeo, me pego mi, nos pega, nos golpea, me ahorca, me ahorco, se metieron, se metio a, ojo morado, abuso sexual, abusaron de, abuso de mi, abusa de",
  weapon: "pistola*, cuchillo, arma, armas, navaja, machete, rifle, escopeta, punal",
  hold: "tiene, trae, saco, compro, compre, agarro, carga, traigo, tengo, con, apunt*, traia, tenia, hay",
  afraid: "miedo, aterr*, temo, asustad*, temor, terror",
  unsafe:
    "lee mis mensajes, revisa mi telefono, no me llamen, no me marquen, rompiendo todo, golpeando la puerta, quiere entrar a, quiere meterse, se metio, me encontro, orden de restriccion, me esta siguiendo, temo por mi vida, miedo por mi vida, atrapad*, no estoy segur*, no me siento segur*, me anda buscando, necesito un refugio, escapar, miedo de ir a mi casa, miedo de estar en mi casa, miedo en mi casa, miedo de volver, miedo de regresar, afuera de mi casa, afuera de mi puerta, en peligro, peligro, no me siento segur*, no estoy segura en, no estamos segur*, insegur*, no es seguro, me escondi, escondida, escondido, escondidos, no me deja salir, no nos deja salir, no me deja ir, me encerro, me tiene encerrad*, me quito el telefono, me quito el celular, encerrad*",
  others:
    "a alguien, gente, a mi bebe, al bebe, a mi hij*, a mis hij*, a mi esposo, a mi esposa, a mi mama, a mi jefe, a mi ex, a todos, a los ninos, a el, a ella, al nino, a la nina, a otros",
  fall: "cayo, cai, caida, caido, resbal*, tropez*, caer, rodo, se fue de",
  strike: "golpe*, pego, pegue, pega, golpeo, abrio, descalabr*, partio, choco, estrello, dio",
  height:
    "ventana, puente, moto, troca, escalera*, escalon*, techo, arbol, caballo, cuna, balcon, azotea, segundo piso, litera, cadera, andamio, altura",
  crash:
    "se volteo la, se volteo el, nos volteamos, le cayo un arbol, cayo encima, accidente de carro, accidente de auto, accidente de coche, accidente de moto, accidente automovilistico, accidente en, choque de, choque muy, en un choque, choque en, chocamos, chocaron, choco el carro, choco la moto, me chocaron, atropell*, volcadura, volco, volcamos, accidente feo",
  burn: "quem*, quemadura*, escald*",
  hot: "hirviendo, aceite, agua caliente, cafe caliente, ampolla*, ampoya*, cara, fuego, estufa, vapor, quimic*, acido, piel, tercer grado, segundo grado, feo, fea, horrible, grave, mucho, muy, mano, brazo, pierna, lumbre, cohete*, comal, sopa",
  onFire:
    "prendi fuego, prendio fuego, se prendio, se esta incendiando, explot*, exploto, corriente, aceite caliente, aceite hirviendo, agua hirviendo, incendio, en llamas, electrocut*, descarga electrica, toque electrico, toques, golpe de calor, insolacion, insolad*, hipotermia, de la alberca, en la alberca, en la piscina, de la piscina",
  answer: "contesta, contesto",
  weigh: "lleno, llenos, agua, liquido, elefante, sentado, peso, piedra, ladrillo, encima, parado",
  nosebleed: "sangra la nariz, sangre de la nariz, sangrando la nariz, sangre por la nariz",
  wrong:
    "esta muy grave, muy grave, se puso muy grave, algo me trono, me trono algo, trono la cabeza, anda muy mal, reaccion muy fuerte, mala reaccion, reaccion a la, reaccion a la vacuna, me esta dando algo, le esta dando algo, le dio algo, va empeorando, se esta poniendo peor, muy malo, muy mala, algo muy mal, algo esta muy mal, algo anda muy mal, esta grave, se puso grave, se ve muy mal, esta muy mal, me siento muy mal, se siente muy mal, se puso muy mal, se me salio la sonda",
  able: "sin poder",
  unwell: "no es normal, no esta bien, no esta normal, no es buena, no mejora, no esta mejor",
  inhaler: "inhalador*, nebulizador, bomba, bombita",
  helping: "funciona, sirve, ayuda, nada, vacio",
  down: "nada, comida, liquidos",
  broke: "quebro, quebre, rompio, rompi, fractur*, zafo, zafe",
  bigBone: "cadera, cuello, espalda, craneo, femur, pelvis, pierna, brazo, columna",
  neck: "cuello tieso, cuello rigido, cuello duro, no puede doblar el cuello, molesta la luz, lastima la luz",
  alcohol: "tequila, vodka, cerveza, cervezas, alcohol, vino",
  groin: "ingle, entrepierna, partes",
  saturated: "baja, bajando, bajo, cayendo, setenta, ochenta, sesenta",
  gray: "palid*, gris, sudando, sudor, blanco, blanca, frio",
  lostMind:
    "que dia es, que ano es, donde esta, donde estoy, quien soy, quien es, como se llama, su nombre, nuestros nombres",
  know: "sabe, se acuerda, recuerda, reconoce, conoce",
  tool: "sierra, maquina, puerta, licuadora, molino, podadora, hacha, tractor, cortadora",
  stomachHard: "duro, dura, hinchad*, inflamad*, tieso",
  greenVomit: "vomito verde, vomitando verde, bilis",
  hotSkin: "caliente, hirviendo, ardiendo",
  smell: "huele, olor, oler, fuga",
  gasSmell: "gas, humo",
  chills: "escalofrio*",
  torn: "arranco, cara, cachete, labio, ojo, sangra*",
  weeksPlus: "* semanas, * dias",
  nothingNow: "nada",
  breathOut: "sin respirar, quedando sin respirar",
  toEr: "voy a emergencias, debo ir a emergencias, debo ir al hospital, debo ir a urgencias, voy al hospital, llevo al hospital, vamos al hospital",
  peed: "orinado, orina, hecho pipi, mojado el panal, panal mojado",
  thinner: "warfarina, anticoagulante*",
  seeBugs: "veo aranas, veo bichos, ve aranas, ve bichos, bichos por todos lados, veo animales",
  bone: "hueso, huesos",
  showing: "salido, sale, salio, afuera, fuera, ve, expuesto, asoma, saliendo, veo",
  cut: "corte, corto, corta, cortad*, cortada, rajo, raje, apunal*, clavo, amput*, mocho, machuc*, tajo, trozo",
  deep: "profund*, vena*, muneca*, cuello, dedo, hueso, feo, fea, honda, hondo, muy, garganta, puntadas, clavad*, atravesad*, mucho",
  opened: "huele, verde, abri*, abiert*, revent*, solt*, separ*, pus, supur*",
  venom:
    "vibora*, serpiente*, culebra*, cascabel, viuda negra, arana, alacran*, escorpion*, murcielago, mapache, coralillo, violinista, medusa, mantarraya",
  sting:
    "picad*, pico, pica, pique, piquete*, mordi*, mordid*, abeja*, avispa*, hormigas, picaron, mordedura",
  dog: "perro, pitbull, gato, animal",
  sugar: "azucar*, asucar, glucosa, glucometro, insulina",
  extreme:
    "muy bajo, muy baja, muy baj*, bajisim*, muy alto, muy alta, altisim*, no baja, no me baja, no le baja, no sube, no me sube, no le sube, bajando, bajo mucho, se me bajo, se le bajo, por las nubes, subio mucho, marca hi, dice hi, marca lo, dice lo, dice high, dice low",
  ketones: "cetoacidosis, cetonas, coma diabetico, aliento a frutas, aliento a fruta",
  pressure: "presion",
  saturation: "oxigeno, oxigenacion, saturacion, satura, saturando, oximetro",
  pulse: "pulso, ritmo, latidos, frecuencia, pulsaciones, palpitaciones",
  stiffNeck:
    "nuca rigida, nuca tiesa, meningitis, sepsis, septicemia, apendice, apendisitis, apendicitis, peritonitis, trombo, trombosis, embolia, ectopico, rayas rojas, torsion",
  chemo: "quimio*, trasplant*, cateter, defensas bajas",
  pee: "orinar, orino, hacer pipi, hacer del bano",
  hotLeg: "caliente, roja, rojo, hinchad*, inchad*, fria, frio, blanca",
  noseGround: "en el piso, en el suelo, boca abajo, en la tina, en la regadera",
  clinging: "mantener, retener, detener",
  dying:
    "me estoy muriendo, se esta muriendo, esta muriendo, nos estamos muriendo, me muero, me voy a morir, se va a morir, se me muere, se nos muere, se muere, se esta yendo, se nos va, se me va, voy a morir, vamos a morir, no me quiero morir, no quiero morir, siento que muero, siento que me muero",
  emergency:
    "emergencia*, emerjencia*, emergensia*, emerg, urgencia*, urjencia*, ambulancia*, anbulancia, 911, nueve once, auxilio, socorro, paramedico*, vida o muerte, sos",
  helpMe:
    "alguien me puede ayudar, alguien que venga, alguien venga, que alguien venga, necesito que vengan, necesito que alguien, necesito un doctor ya, necesito un medico ya, un doctor ya, necesito un doctor ahora, salvenme, vengan por favor, venga por favor, necesito ayuda, llamen a, llame a una, llamen una, manden una, manden a alguien, urge ayuda, urge un doctor, urge una ambulancia, ayuden*, ayudenme, ayudeme, ayudame, aiudenme, aiudame, ayuda por favor, ayuda porfavor, ayuda urgente, ayuda ya, ayuda porfa, ayuda rapido, ayuda inmediata, manden ayuda, mande ayuda, necesito ayuda ya, necesito ayuda urgente, necesito ayuda inmediata, necesito ayuda ahora, necesitamos ayuda, vengan rapido, venga rapido, corran, urgente, urgentemente, alguien ayude, alguien que me ayude",
  pads: "toalla*, panal*, gasa*, venda*, sabana*, trapo*, tampon*",
  tarry:
    "obra con sangre, obra negro, como alquitran, como cafe, heces negras, popo negro, popo negra, popo con sangre, excremento negro, evacuaciones negras, cafe molido, diarrea con sangre",
  drop: "se me cayo, solte, se cayo de, tire",
  crying: "llora*, llorando, gritar",
  swallow: "trag*",
  stop: "parar, dejar, deja, para, paro, paran",
  goToEr: "hospital, sala de emergencias, emergencias, urgencias, la er",
  going:
    "voy, vamos, ir, llevar, llevo, lleve, llevando, debo, deberia, deberiamos, camino, llevarlo, llevarla, tenemos que, tengo que, corriendo, irme",
  now: "ahora, ahorita, ya, rapido, inmediatamente, hoy, esta noche, pronto",
};
