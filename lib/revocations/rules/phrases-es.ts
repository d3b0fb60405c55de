import type { Phrase } from "@/lib/revocations/rules/phrase";

/** Whole messages, without accents. BAJA, ALTO and SALIR are what Spanish-language senders ask for. */
export const STOP_WORDS_ES =
  "alto parar pare paren baja basta salir desuscribir desuscribirme desuscribirse desuscribeme detener detengan detenganse".split(
    " ",
  );
export const STOP_PHRASES_ES = [
  "ya basta",
  "no mas mensajes",
  "dar de baja",
  "darme de baja",
  "de baja",
  "no mas textos",
  "alto a los mensajes",
  "ya no mas mensajes",
  "esta equivocado",
  "esta equivocada",
  "equivocado",
];

const MENSAJES =
  "(?:mensajes?|mensajitos?|textos?|sms|correos?|emails?|notificaciones|recordatorios|msjs?|mjs)";
const ENTRE =
  "(?: (?:ya|mas|me|nos|recibir|recibiendo|seguir|que|manden|mande|envien|envie|escriban|sus|estos|esos|los|las|ningun|ninguno|de|ustedes|tantos|ese|este|tipo|esta|clinica|por))*";
const MI = "(?:mi|este|el|nuestro) (?:numero|telefono|celular|cel|correo|nombre)";

export const CERTAIN_ES: Phrase[] = [
  [
    "no_me_escriba",
    /\bno (?:vuelvan? a (?:escribir|mandar|enviar|textear|molestar|contactar)(?:me|nos)|(?:me|nos) (?:vuelvan? a |sigan? |esten? |anden? )?(?:escrib(?:a|an|as|ir|iendo)|mand(?:e|en|es|ar|ando)|envi(?:e|en|es|ar|ando)|text(?:ee|een|ees|ear|eando|ie|ien)|mensaje(?:e|en|es|ar)|molest(?:e|en|es|ar|ando)|contact(?:e|en|es|ar|ando)|fastidien?|busquen))\b/,
  ],
  [
    "deje_de_escribir",
    /\bstop (?:de )?(?:mand\w*|envi\w*|text\w*|molest\w*|escrib\w*|mensaj\w*)|\b(?:dej(?:e|en|a|ar)(?:nos|me)?|par(?:e|en|ar|enle|ele|ale)|para|basta|cesen?|termin(?:e|en)|suspend(?:a|an)) (?:ya )?(?:de |con )(?:estarme |estar |tantos? |los |estos |esos |sus |andar )*(?:escrib\w*|mand\w*|envi\w*|text\w*|molest\w*|contact\w*|fastidi\w*|ching\w*|jod\w*|mensaj\w*|sms|correos?)/,
  ],
  [
    "no_quiero_mensajes",
    new RegExp(
      `\\bno (?:quiero|deseo|quisiera|queremos|me interesa|necesito)${ENTRE} (?:${MENSAJES}|me escriban|me manden|me contacten|me texteen|que me escriban|contacten|escriban|texteen)\\b`,
    ),
  ],
  [
    "no_mas_mensajes",
    new RegExp(
      `\\b(?:no mas|no manden?(?: mas)?|no envien?(?: mas)?|basta de|ni un mas|cero|ya no manden?(?: mas)?|ya no envien?(?: mas)?|no escriban(?: mas)?|suspend(?:a|an|er)(?: los)?|detenga?n?(?: los| estos)?|cancel(?:e|en)(?: los| estos)?|par(?:e|en)(?: los| estos)?|cancelar|cancela|detener|suspende|quit(?:e|en|ar)) ${MENSAJES}\\b`,
    ),
  ],
  [
    "saqueme",
    new RegExp(
      `\\b(?:(?:quit(?:e|en)|quita|saqu(?:e|en)|saca|borr(?:e|en)|borra|elimin(?:e|en)|elimina|remuev(?:a|an)|retir(?:e|en))(?:me|nos)(?! (?:los|el|la|las|un|una|puntos|yeso|muela|de la (?:cita|agenda|lista de espera)))|(?:borr(?:e|en|ar)|elimin(?:e|en|ar)|quit(?:e|en|ar)|saqu(?:e|en)|remuevan?) ${MI})\\b`,
    ),
  ],
  [
    "de_baja",
    /\b(?:de(?:n)?me de baja|dar(?:me|nos)? de baja|me (?:den|dan|da|de) de baja|quiero (?:la |darme de )baja|dar de baja (?:mi|este) (?:numero|correo|telefono)|desuscrib\w*|cancelar (?:la |mi )?suscripcion|anular (?:la |mi )?suscripcion)\b/,
  ],
  ["dejeme_en_paz", /\bdej(?:e|en|a)(?:me|nos) (?:ya )?(?:en paz|tranquil[oa]s?)\b/],
  [
    "numero_equivocado",
    /^(?:(?:disculpe|disculpa|perdon|lo siento|creo|que|este|es|un|tiene|tienen|el|esta|estan|a|ese|se|no|oiga|es el|al) )*(?:numero (?:equivocado|incorrecto|erroneo)|equivocad[oa]s? de (?:numero|persona|telefono)|se equivoc(?:o|aron|a)(?: de (?:numero|persona|telefono))?)(?: (?:disculp[ea]n?|perdon|lo siento|amig[oa]|joven|senorita))*$/,
  ],
  ["revoco", /\b(?:revoco|retiro) (?:mi |el |todo )*(?:consentimiento|permiso|autorizacion)\b/],
];

/** A limit after the words: not all messages, or not now. */
export const LIMIT_ES =
  /^ ?(?:mas |ya |por aqui |por texto |mensajes |textos |estos |los |nada )*(?:la|el|mi|su|los (?:resultados|examenes)|las|una?|despues|antes|cuando|si|durante|solo|solamente|tan|hasta|en la|por la|a mi|a esta|a estas|a esa|tarde|temprano|sobre|de noche|a estas|a esa|medicinas?|recetas?|resultados?)\b/;

export const PARTIAL_ES =
  /\b(?:recordatorios?|promocion\w*|publicidad|encuestas?|cobros?|facturas?|llam\w*|si no|solo|como (?:puedo|hago|le hago)|se puede|puedo)\b/;

export const UNSURE_ES: Phrase[] = [
  [
    "alto",
    /(?<!\b(?:no|muy|mas|tan|esta|tengo|sale|salio|colesterol|azucar|riesgo|presion) )\b(?:alto|basta|detenganse|paren|parenle|parele)\b(?! (?:la|el|riesgo|colesterol)| con (?:una?|el|la|que|traer|llevar|mandar|mostrar)\b)/,
  ],
  [
    "demasiados",
    new RegExp(
      `\\b(?:demasiad[oa]s|tantos|muchos|cansad[oa] de|hart[oa] de)(?: (?:de|sus|estos|los|tantos))* ${MENSAJES}\\b`,
    ),
  ],
  [
    "molesta",
    /\b(?:como (?:le hago|hago|puedo|se hace)(?: para)? (?:parar|dejar de recibir|quitar|cancelar|detener) (?:estos|los|sus|esto)|no quiero saber (?:nada|mas) de ustedes|ya chole|me (?:tienen|traen) hart[oa]|que molest\w*|use(?:n)? mi otro|me (?:estan? )?(?:molest|acos|fastidi)\w*|dej(?:e|en) de|no (?:molest\w+|insistan?|escriban?)|no me (?:llamen?|hablen?|busquen?)|ya no me|acoso|spam|los voy a (?:denunciar|reportar|bloquear|demandar)|voy a bloquear|estafa)\b/,
  ],
  [
    "ya_no_paciente",
    /\b(?:ya no (?:soy|voy|vivo|quiero|me interesa|necesito|estoy)|no (?:soy|somos) pacientes?|nunca (?:he sido|fui|pedi|firme|autorice)|no (?:autorice|pedi|di permiso|me inscribi)|cambi[eo] de (?:doctora?|clinica|medico|dentista|numero)|otro (?:doctor|medico|dentista)|otra clinica|me mude)\b/,
  ],
  [
    "equivocado",
    /\b(?:equivocad[oa]s?|numero (?:incorrecto|erroneo)|se equivoc\w+|no (?:es|soy) (?:el numero|la persona|esa persona|maria|ella)|no (?:lo|la|los) conozco|no conozco a|ya no es (?:el|su|mi) (?:numero|telefono|celular)|no es (?:mi|su|el) (?:numero|telefono|celular)|de donde (?:sacaron|consiguieron|tienen) mi (?:numero|telefono)|quien les dio mi numero|no soy yo|aqui no (?:vive|hay)|ya no viven? (?:aqui|en esta casa)|se mudo\b|no tengo (?:hij[oa]s?|nin[oa]s)|quien es (?:maria|usted|esa))\b/,
  ],
  [
    "no_me",
    /\bno (?:los|las) (?:sigan? )?(?:mand(?:e|en|ando)|envi(?:e|en|ando))\b|\bno (?:me|nos) (?:vuelvan? a )?(?:lleguen?|escrib(?:a|an|as)|mand(?:e|en|es)|envi(?:e|en|es)|text\w+|molest\w+|contact(?:e|en|es))\b/,
  ],
  [
    "no_quiero",
    new RegExp(
      `\\bno (?:quiero|deseo|me gustan?|me interesan?)(?: \\w+){0,4} (?:${MENSAJES}|escriban|manden|contacten)\\b|\\b(?:prefiero|mejor) (?:que me |una )?(?:llam\\w+|correo)|^no gracias ya no$`,
    ),
  ],
  [
    "cancelar",
    /^(?:cancelar|cancele|cancelen|fin|terminar|para|no mas|ya no|cancelar todo|eliminar|borrar|quitar|remover|suscripcion|parale|ya paren|ya parele|ya estuvo|anular|stop por favor)$/,
  ],
  [
    "baja",
    new RegExp(
      `\\b(?:baja|dar de baja|suscripcion|sacar(?:me)? de (?:la|su) lista|de su lista|quitar(?:me)? de (?:la|su) lista)\\b|\\b(?:par(?:e|en|ar)|detener|suspender|cancelar|quitar)(?: (?:con|los|estos|esos|sus|de|las))* ${MENSAJES}`,
    ),
  ],
];

export const GUARDS_ES: RegExp[] = [
  /\bno (?:(?:me|nos|se|lo|la) )?(?:dej\w+|par\w+)(?: de (?:\w+ ?){1,3})?/g,
  /\b(?:dejar|deje|dejo|dejaron|parar|pare|paro) de (?:fumar|tomar|tomarme|beber|comer|sangrar|toser|vomitar|usar|llorar|dar|trabajar|doler|ponerme|amamantar)\w*/g,
  /\b(?:no puedo|no deja|no para|debo|puedo|tengo que|cuando|hay que) (?:parar|dejar|pare|detener)\b(?: de \w+)?/g,
  /\b(?:cancelar|cancele|cancelen|cancelo|cambiar|mover) (?:mi|la|su|el|esa|una|nuestra|de) (?:\w+ )?(?:cita|consulta|visita|hora|manana|turno|lunes|martes|miercoles|jueves|viernes)\b/g,
  /\b(?:presion|azucar|colesterol|fiebre|glucosa|hierro|hemoglobina|nivel|dosis|temperatura|vitamina d|oxigeno|mas|muy|esta|la|por|planta|parte) (?:esta |muy |salio |la tengo |mas |le )*(?:alt[oa]|baja)\b|\b(?:alt[oa]|baja) (?:la )?(?:presion|azucar|dosis|temperatura|fiebre|energia|oxigenacion)\b|\b(?:estoy|sigo|incapacidad|permiso|papel|carta|nota|dia|dias) (?:de |por )?baja\b|\bbaja (?:medica|laboral|por|de peso|la)\b/g,
  // What hurts a little, and politeness: "disculpe que lo moleste".
  /\bme molestan? (?:un poco |un poquito |mucho |tantito |bastante |mas |todavia )?(?:(?:la|el|los|las|mi|mis|una?)\b(?! (?:mensajes?|textos?|llamadas|recordatorios?|correos?|clinica|compania|msjs?))|al\b|cuando\b(?! (?:me|nos) ))/g,
  /\bno (?:le |les |lo |los |la |las |te )?quier[oe] molestar(?:l[oae]s?)?\b|\b(?:perdon\w*|disculp\w*|siento) (?:que |por )?(?:l[oae]s? )?molest\w+\b/g,
  /\bpara (?:la|el|mi|una?|que|las|los|mi|manana|hoy|saber|ver|confirmar|pedir|preguntar|cuando)\b/g,
];

export const DEATH_ES =
  /\b(?:(?:ya )?(?:ha |a )?fallec(?:io|ido|ida|ieron|imiento)|ha muerto|(?:acaba|acaban|acabo) de (?:fallecer|morir)|se murio|murio|se nos fue|esta muert[oa]|(?:mi|la|el|su) (?:difunt[oa])|difunt[oa]|ya no esta (?:con nosotros|entre nosotros|viv[oa])|descanse en paz|descanso en paz|q ?e ?p ?d|(?:su|el|de mi) (?:funeral|velorio|entierro)|perdi(?:mos)? a (?:mi|nuestr[oa]) (?:mama|madre|papa|padre|esposo|esposa|hij[oa]|herman[oa]|abuel[oa]|abuelit[oa]|ti[oa])|la muerte de mi)\b/;

export const NOT_DEATH_ES =
  /\b(?:se (?:me )?(?:murio|muere)|murio|muert[oa]) (?:el|la|mi|el de mi|un) (?:telefono|celular|cel|bateria|carro|coche|perro|perra|perrito|gato|gata|gatito|computadora|pila|mascota|senal|internet)\b|\b(?:perro|perra|perrito|gato|gata|gatito|mascota|telefono|celular|carro|bateria|pila)(?: \w+)? (?:se )?(?:murio|fallecio)\b|\b(?:casi (?:me )?(?:muero|se muere|murio)|muert[oa] de (?:hambre|cansancio|miedo|sed|frio|sueno|risa)|hace (?:\d+|muchos|varios|veinte|diez|treinta) anos|cuando (?:yo )?era|de nina|de nino|nervio muerto|piel muerta)\b/;
