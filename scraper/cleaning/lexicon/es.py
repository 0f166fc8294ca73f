"""Spanish."""

from scraper.cleaning.lexicon import Pack
from scraper.model import Reason

PACK = Pack(
    language="es",
    labels={
        Reason.NEWSLETTER: (
            "newsletter", "newsletters", "boletín", "boletines", "boletín de noticias", "nuestros boletines",
            "suscríbete a nuestro boletín", "suscríbete a nuestra newsletter", "suscríbase a nuestro boletín",
            "suscríbete a la newsletter", "apúntate", "apúntame", "inscríbete", "apúntate a la newsletter",
            "recibe nuestro boletín", "recibe nuestra newsletter", "quiero recibirla", "quiero recibirlo", "tu correo",
            "tu email", "tu e-mail", "correo electrónico", "tu correo electrónico", "introduce tu correo",
            "introduce tu email", "su correo electrónico", "gracias por suscribirte", "gracias por registrarte",
            "ya estás suscrito", "todas las newsletters", "newsletter diaria",
        ),
        Reason.DONATION: (
            "dona", "dona ahora", "donar", "haz una donación", "haz tu donación", "hacer una donación", "apóyanos",
            "apoya nuestro trabajo", "apoya el periodismo independiente", "apoya el periodismo", "hazte socio",
            "hazte socia", "hazte socio/a", "hazte socia/o", "hazte miembro", "hágase miembro", "hágase miembro ahora",
            "súmate", "colabora", "contribuye", "aportar", "aporta", "haz clic para aportar", "quiero apoyar",
            "quiero colaborar", "quiero ser socio", "quiero ser socia", "aporte único", "aporte mensual", "una vez",
            "otra cantidad", "otro monto", "hazte miembro y disfruta de beneficios exclusivos", "únete a la comunidad",
            "sé parte",
        ),
        Reason.SUBSCRIPTION: (
            "suscríbete", "suscríbase", "suscribirse", "suscribirme", "quiero suscribirme", "suscripción",
            "suscríbete ahora", "suscríbete ya", "suscríbete para seguir leyendo", "solo para suscriptores",
            "sólo para suscriptores", "exclusivo para suscriptores", "exclusivo suscriptores", "contenido exclusivo",
            "contenido exclusivo para suscriptores", "contenido para suscriptores", "inicia sesión", "iniciar sesión",
            "inicie sesión", "regístrate", "regístrate gratis", "registrarse", "crear cuenta", "crea tu cuenta",
            "accede", "acceder", "entrar", "ya soy suscriptor", "¿ya eres suscriptor?",
            "¿ya eres suscriptor? inicia sesión", "¿ya tienes cuenta?", "¿tienes cuenta?", "ver ofertas", "ver oferta",
            "ver planes", "sigue leyendo", "seguir leyendo", "continuar leyendo", "continúa leyendo", "premium",
            "prueba gratis", "sin permanencia", "cancela cuando quieras", "hazte suscriptor", "hazte premium",
            "desbloquear", "para suscriptores",
        ),
        Reason.AD: (
            "publicidad", "anuncio", "anuncios", "pauta", "contenido patrocinado", "patrocinado", "contenido de marca",
            "branded content", "publirreportaje", "saltar publicidad", "cerrar publicidad",
            "continúa después de la publicidad", "sigue después de la publicidad",
            "la noticia continúa después de la publicidad", "publicidad - sigue leyendo debajo",
            "publicidad - sigue leyendo más abajo", "aviso publicitario", "en colaboración con", "con el patrocinio de",
            "remitido", "apuesta con cabeza", "espacio patrocinado",
        ),
        Reason.APP_PROMO: (
            "descarga la app", "descarga nuestra app", "descarga la aplicación", "descargar app",
            "descarga la app gratis", "síguenos", "síganos", "síguenos en", "síguenos en google news",
            "síguenos en google discover", "síguenos en facebook", "síguenos en twitter", "síguenos en x",
            "síguenos en instagram", "síguenos en redes sociales", "síguenos en whatsapp", "síguenos en telegram",
            "únete a nuestro canal", "únete a nuestro canal de whatsapp", "activa las notificaciones",
            "activar notificaciones", "seguir tema", "seguir", "abrir en la app",
            "suscríbete a nuestro canal en telegram", "añádenos como fuente preferida", "disponible en google play",
        ),
        Reason.RELATED: (
            "lee también", "lea también", "lee además", "lea además", "lea más", "lee más", "leer más", "leer también",
            "leer noticia", "leer artículo", "te puede interesar", "le puede interesar", "también te puede interesar",
            "puede interesarte", "te podría interesar", "le podría interesar", "también le puede interesar",
            "quizás te interese", "quizá te interese", "también te puede gustar", "te recomendamos", "le recomendamos",
            "recomendamos", "recomendado", "recomendados", "recomendado para ti", "recomendaciones",
            "noticias relacionadas", "noticia relacionada", "artículos relacionados", "artículo relacionado",
            "notas relacionadas", "nota relacionada", "contenido relacionado", "contenidos relacionados",
            "relacionados", "relacionadas", "relacionado", "relacionada", "temas relacionados", "temas", "etiquetas",
            "archivado en", "más sobre este tema", "más información", "más info", "más noticias", "otras noticias",
            "más en", "más sobre", "ver más", "ver más artículos", "ver más noticias", "ver todo", "ver también",
            "vea también", "mira también", "mire también", "lo más leído", "lo más visto", "lo + leído",
            "las más leídas", "los más leídos", "más leídas", "más leídos", "lo último", "últimas noticias",
            "última hora", "lo más comentado", "lo más compartido", "siguiente noticia", "noticia siguiente",
            "noticia anterior", "artículo anterior", "artículo siguiente", "siguiente artículo", "anterior",
            "siguiente", "no te pierdas", "no te lo pierdas", "destacados", "destacadas", "además", "saber más",
            "para saber más", "prevnext", "lea aquí", "conoce más", "conozca más", "otros artículos",
            "otras noticias de interés", "lo más popular", "tendencias", "en portada", "más de este autor",
            "más artículos", "también en", "mostrar más", "cargar más", "noticias de interés",
        ),
        Reason.SHARE: (
            "compartir", "comparte", "comparte esta noticia", "comparte este artículo", "compartir esta noticia",
            "compartir este artículo", "compartir en facebook", "compartir en twitter", "compartir en x",
            "compartir en whatsapp", "compartir en linkedin", "compartir en telegram", "compartir por correo",
            "compartir por email", "enviar por correo", "enviar por email", "enviar a un amigo", "imprimir",
            "copiar enlace", "enlace copiado", "copiar link", "regala esta noticia", "regalar artículo",
            "regala este artículo", "guardar", "guardar artículo", "tuitear", "guardar noticia", "compártelo", "correo",
            "enviar", "imprime esta noticia", "facebook twitter google+ whatsapp", "leer después", "compartir nota",
        ),
        Reason.COMMENTS: (
            "comentarios", "comentario", "comentar", "comenta", "deja un comentario", "deja tu comentario",
            "dejar un comentario", "escribe un comentario", "ver comentarios", "ver los comentarios", "0 comentarios",
            "sin comentarios", "añadir comentario", "agregar comentario", "publicar comentario",
            "publicar un comentario", "únete a la conversación", "participa en la conversación",
            "sé el primero en comentar", "comentarios cerrados", "comentarios de nuestros suscriptores/as",
            "deja una respuesta", "cancelar respuesta", "mostrar comentarios", "responder", "opina",
            "normas de participación", "¿qué opinas?", "tu opinión",
        ),
        Reason.POLL: (
            "encuesta", "vota", "votar", "participa", "ver resultados", "responde a la encuesta",
            "participa en la encuesta", "la pregunta del día", "¿te ha gustado?", "¿te ha parecido útil?",
            "¿te ha servido?",
        ),
        Reason.PLAYER: (
            "escucha la noticia", "escuchar la noticia", "escuchar este artículo", "escuchar artículo",
            "escucha este artículo", "escuchar", "escucha", "ver vídeo", "ver video", "ver el vídeo", "reproducir",
            "reproducir vídeo", "vídeo", "video", "audio", "podcast", "reproductor", "escucha la nota",
            "activar sonido", "silenciar", "cargando", "cargando vídeo", "reproducir 1x 1.25x", "ver ahora",
            "escúchalo aquí",
        ),
        Reason.CONSENT: (
            "aceptar", "aceptar todo", "aceptar todas", "rechazar", "rechazar todo", "configurar", "configurar cookies",
            "aceptar cookies", "aceptar y continuar", "política de cookies", "gestionar cookies", "mostrar contenido",
            "ver contenido", "contenido externo", "ver publicación", "estoy de acuerdo",
        ),
        Reason.EVENT: (
            "compra tu entrada", "comprar entradas", "compra tus entradas", "reserva tu plaza", "inscripciones",
        ),
        Reason.AFFILIATE: (
            "comprar", "comprar ahora", "comprar en amazon", "compra en amazon", "ver en amazon", "ver precio",
            "ver producto", "cómpralo aquí", "compra aquí", "enlace de afiliado", "ver oferta en amazon",
            "mejor precio",
        ),
        Reason.CONTACT: (
            "contacto", "contáctanos", "contacta con nosotros", "reportar un error", "informar de un error",
            "reportar error", "envíanos tu denuncia", "escríbenos", "envíanos tu historia", "corrige este artículo",
            "avisar de un error", "¿has encontrado un error?", "buzón",
        ),
        Reason.FURNITURE: (
            "inicio", "portada", "volver", "volver arriba", "subir", "ir al contenido", "saltar al contenido", "menú",
            "buscar", "cerrar", "aviso legal", "política de privacidad", "términos y condiciones", "galería",
            "fotogalería", "ver galería", "ver fotogalería", "ampliar", "ampliar foto", "ampliar imagen", "ocultar",
            "mostrar menos", "ver menos", "índice", "flecha", "imagen anterior", "imagen siguiente", "desplegar",
            "todos los derechos reservados", "ver imágenes", "ver fotos", "mapa web", "quiénes somos",
        ),
        Reason.CREDIT: (
            "efe", "europa press", "foto", "archivo", "foto de archivo", "imagen de archivo", "cortesía",
            "captura de pantalla", "ep", "cedida", "fotografía", "redes sociales", "notimex", "cuartoscuro",
            "colprensa", "agencia uno", "télam", "foto: archivo", "foto: efe", "imagen referencial",
        ),
        Reason.BYLINE: (
            "redacción", "agencias", "la redacción", "con información de agencias", "con información de las agencias",
            "con información de efe", "por redacción", "efe / redacción", "con información de afp", "agencia efe",
            "redacción digital",
        ),
        Reason.AUTHOR_BIO: (
            "sobre el autor", "sobre la autora", "acerca del autor", "el autor", "la autora", "periodista", "autor",
            "autora", "más artículos del autor", "sobre la firma", "ver biografía", "archivo del autor",
            "ver todos sus artículos", "todos sus artículos", "seguir al autor",
        ),
    },
    openings={
        Reason.NEWSLETTER: (
            r"^(?:suscríbete|suscríbase|suscribite|suscribirse|apúntate|apúntese|inscríbete|inscríbase|regístrate|"
            r"regístrese|date de alta)\b[^.!?]{0,110}\b(?:newsletters?|bolet[ií]n(?:es)?|correos?|e-?mails?|alertas|"
            r"la selección|resumen)\b[^?]{0,160}$",
            r"^suscríbete y te (?:enviaremos|mandaremos|enviamos|mandamos)\b",
            r"^(?:recibe|reciba|recibí|recibir)\b[^.!?]{0,120}\b(?:en tu (?:correo|e-?mail|bandeja|móvil|celular)|"
            r"nuestr\w{1,2} (?:bolet\w{1,5}|newsletters?))\b[^?]{0,100}$",
            r"^(?:quiero|deseo) recibir\b[^.!?]{0,80}(?:newsletter|bolet|correo|información)",
            r"^¿(?:quieres|quiere|te gustaría|le gustaría|te interesa|te gusta)\b[^?]{3,140}\? "
            r"?[^?]{0,120}(?:newsletter|bolet|suscr|correo|e-?mail|apúnt)",
            r"^(?=.{0,160}\b(?:cada|todas?|todos|gratis|mejor|mejores|diario|selección|newsletter|"
            r"noticias)\b)[^.!?]{3,140}\ben tu (?:correo|bandeja de entrada|e-?mail|buzón)\b[^.!?]{0,60}[.!]?$",
            r"^(?:puedes|podrás|puede|podrá) (?:darte|darse) de baja\b",
            r"^al (?:suscribirte|suscribirse|registrarte|registrarse|hacer clic|continuar|"
            r"enviar)\b[^.!?]{0,60}\b(?:aceptas|acepta|confirmas|consientes|autorizas)\b",
            r"^(?:cada|todas las|todos los) (?:mañanas?|tardes?|días?|noches?|semanas?|lunes|martes|miércoles|jueves|"
            r"viernes|sábados?|domingos?)\b[^?]{0,160}\b(?:apúntate|suscríbete|newsletter|bolet[ií]n|en tu correo|"
            r"un correo)\b[^?]{0,60}$",
            r"^entérate\b[^.!?]{0,80}(?:bolet|newsletter|apúnt|suscr)",
            r"^las mejores [^.!?]{3,60}, (?:antes que nadie|en tu correo|cada \w{3,12})[.!]?$",
        ),
        Reason.DONATION: (
            r"^(?:apoya|apoye|apóyanos|ayúdanos)\b[^.!?]{0,60}\b(?:periodismo|nuestr[oa]s? (?:trabajo|periodismo|"
            r"labor|redacción|investigaciones)|medios? independientes?|a (?:el|"
            r"la) (?-i:[A-ZÁÉÍÓÚ])\w{2,20} ?[-–→>]{1,2})[^?]{0,160}$",
            r"^(?:haz|haga|hacé) (?:una|tu|su) (?:donación|aporte|contribución)\b[^?]{0,120}$",
            r"^(?:hazte|hágase|hacete) (?:socia?|socio|miembro|amig[oa]|mecenas|cómplice)\b[^?]{0,160}$",
            r"^dona (?:hoy|ahora|aquí|ya|desde|y)\b[^?]{0,100}$",
            r"^(?:tu|su) (?:donación|aporte|apoyo|ayuda)\b[^.!?]{0,80}\b(?:nos|nuestr[oa]s?|periodis|independien|"
            r"posible|permite)",
            r"^el periodismo (?:independiente|libre|de calidad|de investigación)\b[^.!?]{0,40}\b(?:necesita|cuesta|"
            r"depende|se financia|requiere)[^.!?]{0,40}\b(?:apoyo|lectores|ti|tu|usted|ayuda|socios)\b",
            r"^(?:apoya|apoye) a (?:el|la|los|las) (?-i:[A-ZÁÉÍÓÚ])[\w ]{2,30}(?: ?[-–]>)?$",
            r"^si has llegado hasta aquí\b.{0,40}$",
        ),
        Reason.SUBSCRIPTION: (
            r"^(?:suscríbete|suscríbase|suscribite|hazte suscriptor)\b[^.!?]{0,60}\b(?:para|por|desde|a partir|y|"
            r"ahora|acceso|sin|aquí|al plan|a (?:el|la) (?-i:[A-Z]))\b[^?]{0,120}$",
            r"^(?:esta|este|el|la) (?:funcionalidad|contenido|artículo|noticia|nota|información|"
            r"sección)\b[^.!?]{0,40}\b(?:es (?:sólo|solo|exclusiv[oa])|está reservad[oa])"
            r"\b[^.!?]{0,30}\b(?:suscriptores|socios|registrados|abonados|premium)\b",
            r"^(?:contenido|artículo|noticia|nota|sección) (?:exclusiv[oa]|reservad[oa]|solo|sólo) para\b.{0,60}$",
            r"^(?:los )?comentarios (?:en|de) [^.!?]{2,30}\b(?:exclusivos|solo|sólo) para suscriptores\b.{0,60}$",
            r"^tu suscripción se está usando\b",
            r"^¿(?:quieres añadir|por qué estás viendo|ya eres|eres suscriptor|ya tienes|aún no eres|todavía no eres|"
            r"no eres)\b[^?]{0,60}\b(?:suscri\w{2,8}|usuario|cuenta|soci[oa])\b[^?]{0,30}\?.{0,80}$",
            r"^(?:has|ha) (?:llegado al límite|alcanzado (?:el|tu) límite|leído todos|"
            r"agotado)\b[^.!?]{0,60}(?:artículos|noticias|gratis|gratuit)",
            r"^(?:para|si quieres) (?:seguir|continuar) leyendo\b.{0,120}$",
            r"^(?:lee|lea|disfruta|accede|acceda)\b[^.!?]{0,20}\b(?:sin límites?|ilimitad[oa]|todos los contenidos|"
            r"a todo el contenido|a todos los artículos)\b[^?]{0,100}$",
            r"^(?:inicia|inicie) sesión (?:para|y|o)\b.{0,80}$",
            r"^(?:regístrate|regístrese) (?:gratis|para|y|ahora)\b[^?]{0,90}$",
            r"^(?:solo|sólo|desde|por solo|por) \d[\d,.]{0,6} ?(?:€|euros|dólares|pesos) (?:al|por|el primer) (?:mes|"
            r"año|\d)[^.!?]{0,50}[.!]?$",
            r"^(?:oferta|promoción) (?:especial|exclusiva|limitada|de lanzamiento)\b.{0,90}$",
            r"^suscripciones y venta\b",
        ),
        Reason.AD: (
            r"^publicidad ?[|·,–-] ?.{0,40}$",
            r"^(?:la noticia continúa|la nota continúa|la noticia sigue|el artículo continúa|el artículo sigue|"
            r"sigue leyendo|continúa leyendo) (?:después|tras|debajo|más abajo|abajo)\b[^.!?]{0,40}$",
            r"^(?:contenido|artículo|espacio) (?:ofrecido|patrocinado|elaborado|presentado|realizado|creado) (?:por|"
            r"para|en colaboración)\b[^.!?]{0,80}[.]?$",
            r"^(?:juega|apuesta|apueste) con (?:cabeza|responsabilidad|moderación)\b.{0,30}$",
        ),
        Reason.APP_PROMO: (
            r"^(?:descarga|descargue|descargá|bájate|instala) (?:gratis |ya |aquí )?(?:la|nuestra|el|"
            r"nuestro)\b[^.!?]{0,30}\b(?:app|aplicación)\b[^?]{0,100}$",
            r"^(?:síguenos|síganos|seguinos|sigue nuestro|sigue a|únete|únase|encuéntranos|suscríbete|suscríbase|"
            r"agréganos|añádenos)\b[^.!?]{0,80}\b(?:facebook|twitter|instagram|whatsapp|tiktok|youtube|telegram|"
            r"linkedin|threads|bluesky|google (?:news|discover|noticias)|redes sociales|canal|x)\b[^?]{0,80}$",
            r"^(?:recibe|reciba|recibí) (?:las|esta|estas|toda|todas|nuestras|"
            r"noticias)\b[^.!?]{0,60}\b(?:google ?news|whatsapp|telegram|móvil|celular)\b[^?]{0,80}$",
            r"^¿ya sabías que\b[^?]{0,80}\b(?:canal|whatsapp|telegram|app)\b",
            r"^(?:activa|active) las (?:notificaciones|alertas)\b.{0,80}$",
        ),
        Reason.RELATED: (
            r"^\(? ?(?:lee|lea|leer|leé) (?:también|además|más|aquí|aquí también|ahora)\b ?(?:[:|»>–(.…\x22-].{0,180}|"
            r"(?:en|sobre|acerca)\b[^.!?]{0,100}:?)$",
            r'^(?:lee|lea) también ?[\"“A-ZÁÉÍÓÚ].{3,160}$',
            r"^\(? ?(?:también )?(?:te|le|les) (?:puede|podría|pueden|podrían) (?:también )?(?:interesar|"
            r"gustar)(?:te)?\b ?(?:[:|»>…(\x22“].{0,180}|(?-i:[A-ZÁÉÍÓÚ¿]).{0,180})?$",
            r"^\(? ?(?:también )?(?:puede|puedes|podés) (?:leer|ver|interesarte|consultar)(?: también)? ?: ?.{3,180}$",
            r"^(?:te|le) recomendamos ?(?:leer|ver|:|también).{0,180}$",
            r"^\(? ?(?:vea|mira|mire|ve|ver|escucha|escuche|conozca|conoce|revisa|revise|además|también|"
            r"relacionad[oa]s?|le sugerimos|más en [^:]{2,30}) ?(?:también|además|aquí|el video|el vídeo|"
            r"video)? ?: ?.{3,180}$",
            r"^(?:más|otras) (?:noticias|información|artículos|columnas|notas|historias) (?:de|sobre|en|"
            r"del)\b[^.!?]{0,60}:?$",
            r"^(?:más sobre|más en) (?-i:[A-ZÁÉÍÓÚ])[^.!?]{2,40}$",
            r"^(?:noticias?|artículos?|notas?|contenidos?|temas?) relacionad[oa]s?\b.{0,60}$",
            r"^(?:vídeo|video|fotos?|podcast|infografía|galería|entrevista|directo|en directo|en vivo|análisis|"
            r"opinión|reportaje|gráfico|encuesta) ?[|>»] ?.{3,140}$",
            r"^en (?-i:[A-ZÁÉÍÓÚ])[\w ]{2,24} \| .{3,140}$",
            r"^(?:entrevista|vídeo|video|fotos|opinión) ?[-–—] ?(?-i:[A-ZÁÉÍÓÚ])[^:]{3,40}: .{3,140}$",
            r"^para leer (?:más|otras|sobre)\b[^.!?]{0,100}\b(?:clic|aquí|enlace|link)\b.{0,20}$",
            r"^(?:haz|haga|haciendo|hacé|da|dé|pulsa|pincha|pinche) (?:clic |click )?(?:aquí|en este enlace|"
            r"en el enlace|en este link)\b[^?]{0,120}$",
            r"^(?:consulta|consulte|descubre|conoce|lee) (?:aquí|todas?|todos?|más|"
            r"nuestr[oa]s?)\b[^.!?]{0,60}\b(?:noticias|artículos|información|especial|cobertura|actualidad|"
            r"notas)\b[^?]{0,60}$",
            r"^(?:etiquetas|temas|archivado en|tags) ?: ?[^.!?]{2,160}$",
        ),
        Reason.SHARE: (
            r"^compart(?:ir|e|a) (?:esta|este|en|por|vía|la|el|con tus)\b[^.!?]{0,60}$",
            r"^(?:(?:compartir|facebook|twitter|whatsapp|linkedin|pinterest|e-mail|email|correo|copiar enlace|"
            r"imprimir|guardar|enviar a un amigo|enviar|telegram|messenger|flipboard|bluesky|comentar|google\+|x)[ |"
            r"/·,:-]{0,3}){2,8}$",
            r"^(?:regala|regalar) (?:esta|este|el|la)\b[^.!?]{0,40}$",
            r"^enviar a un amigo\b.{0,30}$",
        ),
        Reason.COMMENTS: (
            r"^\(?\d{1,5}\)? ?comentarios?\b[^.!?]{0,20}$",
            r"^(?:ver |leer |mostrar )?(?:los )?comentarios? ?\(\d{1,5}\)$",
            r"^se han publicado \d{1,5} comentarios?\b.{0,40}$",
            r"^(?:deja|deje|dejar|escribe|escriba|publica|añade|agrega|dejanos|déjanos) (?:un|tu|su|tus|"
            r"aquí) ?(?:comentarios?|opinión|respuesta)\b.{0,80}$",
            r"^(?:debes|debe|tienes que|necesitas|inicia|hay que)\b[^.!?]{0,40}\b(?:comentar|dejar un comentario|"
            r"publicar un comentario|participar en la conversación)\b",
            r"^¿(?:qué opinas|qué te parece|qué piensas|y tú)\b[^?]{0,80}\? ?(?:deja|déja|escrib|coment|cuént|"
            r"comparte|danos|participa|únete)",
            r"^(?:todavía|aún) (?:nadie ha comentado|no hay comentarios)\b.{0,60}$",
            r"^(?:únete a|participa en|sé el primero en) (?:la conversación|el debate|comentar)\b.{0,60}$",
        ),
        Reason.POLL: (
            r"^vota ?: ?¿.{3,120}\?$",
            r"^(?:encuesta|la pregunta) ?: ?¿.{3,140}\?$",
            r"^(?:responde|participa|vota) (?:a|en|aquí|ya|nuestra)\b[^.!?]{0,40}\b(?:encuesta|sondeo|cuestionario|"
            r"votación)\b.{0,60}$",
            r"^¿te ha (?:gustado|parecido|resultado|servido)\b[^?]{0,40}\b(?:artículo|noticia|útil|contenido|"
            r"información)[^?]{0,20}\?$",
        ),
        Reason.PLAYER: (
            r"^(?:escucha|escuchar|escuche|oír) (?:la|el|este|esta) (?:noticia|nota|artículo|episodio|podcast|"
            r"columna)\b[^.!?]{0,40}$",
            r"^(?:este|el) (?:artículo|audio|contenido) (?:ha sido|fue|está) (?:leído|locutado|generado|"
            r"narrado)\b[^.!?]{0,60}(?:voz|automátic|sintétic|artificial)",
            r"^(?:tu|su) navegador no (?:soporta|admite|puede|permite|es compatible)\b",
            r"^(?:el vídeo|el video|la reproducción) (?:comenzará|empezará|no está disponible)\b.{0,40}$",
        ),
        Reason.CONSENT: (
            r"^(?:este|esta|el) (?:contenido|vídeo|video|publicación|tuit|post)\b[^.!?]{0,30}\b(?:está bloquead[oa]|"
            r"no (?:está|se encuentra) disponible|requiere (?:cookies|que aceptes))\b",
            r"^(?:para|si quieres|si deseas) (?:ver|visualizar|mostrar|reproducir) (?:este|esta|"
            r"el)\b[^.!?]{0,60}(?:acept|cookies|consent|activ)",
            r"^contenido (?:incrustado|externo|de terceros|embebido)\b.{0,80}$",
            r"^(?:este|nuestro) sitio (?:web )?(?:utiliza|usa|emplea)[^.!?]{0,20} cookies\b",
            r"^(?:nosotros y nuestros socios |nosotros )?(?:utilizamos|usamos|almacenamos)\b[^.!?]{0,40}\bcookies\b",
            r"^(?:active|activa|habilita|habilite) javascript\b",
        ),
        Reason.EVENT: (
            r"^(?:compra|reserva|consigue|adquiere) (?:ya |aquí |ahora )?(?:tus?|sus?) (?:entradas?|plazas?|boletos?|"
            r"tickets?)\b.{0,80}$",
            r"^(?:sorteamos|participa en el sorteo|participa y gana|gana entradas)\b[^?]{0,120}$",
            r"^¿te gusta\b[^?]{2,40}\? (?:sorteamos|participa|gana|regalamos)",
        ),
        Reason.AFFILIATE: (
            r"^(?:\*+ ?)?(?:algunos|los|este|esta|estos|en este|en esta|nuestros)\b[^.!?]{0,120}\b(?:enlaces? (?:de "
            r"afiliad|afiliad|patrocinad|de compra)|programas? de afiliad)",
            r"^(?:si|cuando|al)\b[^.]{0,140}\b(?:recibimos|podemos|podríamos|ganamos|obtenemos|nos llevamos|"
            r"recibir)\b[^.]{0,60}\bcomisi[oó]n",
            r"^(?=.{0,220}comisi)[^.!?]{0,100}\benlaces\b[^.!?]{0,60}\b(?:nos|recibimos|"
            r"obtenemos)\b[^.!?]{0,40}\bcomisi[oó]n",
            r"^[^.!?]{3,60} [–-] \d[\d.,]{0,8} ?€ en (?-i:[A-ZÁÉÍÓÚ])\w{2,20}$",
            r"^(?:artículo|contenido) (?:elaborado|realizado|creado) en colaboración con\b.{0,80}$",
            r"^(?:los )?precios (?:pueden|podrían|son|están)\b[^.!?]{0,60}(?:variar|publicación|actualiza|sujetos)",
        ),
        Reason.CONTACT: (
            r"^¿(?:tienes|tiene|has visto|has encontrado|conoces|quieres contarnos|has detectado|"
            r"sabes)\b[^?]{3,100}\? ?(?:escríb|envía|cuént|contact|avís|mánd|llám|manda|comun)",
            r"^(?:escríbenos|escríbanos|puede escribirnos|puedes escribirnos|envíanos|envíenos|contacta|contáctanos|"
            r"puede contactar)\b[^?]{0,60}(?:@|correo|e-?mail|whatsapp|newsletter|buzón|redacción)",
            r"^(?:correo|e-?mail|contacto) ?: ?\S{1,40}@\S{1,40}$",
        ),
        Reason.SYNDICATION: (
            r"^(?:este|esta|el presente) (?:artículo|texto|nota|reportaje|columna|trabajo|entrevista) (?:fue|se|"
            r"apareció|es|ha sido|puede)\b[^.!?]{0,50}\b(?:publicad[oa] (?:originalmente|por primera vez|primero|en)|"
            r"publicó (?:originalmente|primero|por primera vez)|reproduc\w{2,8}|traducid[oa]|republicad[oa]|"
            r"traducción|cortesía|citando)\b[^.!?]{0,100}",
            r"^(?:publicado|aparecido) originalmente\b.{0,90}$",
            r"^(?:traducción|traducido) (?:de|por|del|al)\b[^.!?]{2,60}\.?$",
            r"^(?:© ?.{0,60})?(?:todos los derechos reservados|prohibida (?:su|la|toda) reproducción|"
            r"queda prohibida)\b.{0,160}$",
            r"^las opiniones (?:expresadas|vertidas|publicadas|de los)\b[^.!?]{0,100}",
        ),
        Reason.BYLINE: (
            r"^\(?(?:con información|con datos) (?:de|del)\b[^.!?]{2,60}\)?\.?$",
            r"^\(?(?:efe|afp|ap|reuters|europa press|ep|agencias|notimex|télam|ansa)(?:[/,-][\w/, .áéíóú-]{1,30})?\)?$",
            r"^(?:redacción|texto|textos|fotos|fotografías|ilustración|edición|traducción|entrevista de|reportaje de|"
            r"por) ?: ?(?-i:[A-ZÁÉÍÓÚ])[^.!?]{2,60}\.?$",
            r"^por (?:la )?redacción\b.{0,40}$",
        ),
        Reason.DATE: (
            r"^(?:publicad[oa]|actualizad[oa]|última actualización|fecha|creado|modificad[oa])(?: el| :|"
            r":)? ?(?:\w{5,9},? )?\d{1,2}[ ./-](?:de )?\w{2,10}[ ./-](?:de |del )?\d{2,4}(?:[ ,·|–-].{0,40})?$",
            r"^\d{1,2} de \w{4,10} de \d{4},? \d{1,2}:\d{2} ?(?:[ap]\.? ?m\.?|h)?$",
            r"^hace \d{1,2} (?:horas?|días?|minutos?|semanas?)$",
            r"^\d{1,2}:\d{2} [ap]\. ?m\.$",
            r"^(?:lectura|tiempo de lectura) ?:? ?\d{1,3} ?min\w{0,4}\.?$",
        ),
        Reason.CREDIT: (
            r"^(?:fotos?|fotografía|imagen|imágenes|ilustración|crédito|créditos|vídeo|video|gráfico|"
            r"infografía) ?[:©] ?.{2,100}$",
            r"^\((?:foto|imagen|fuente|archivo|especial|captura)\b[^()]{0,80}\)$",
        ),
        Reason.FURNITURE: (
            r"^(?:foto|imagen|página) \d{1,3} (?:de|/) \d{1,3}$",
            r"^\d{1,3} (?:fotos|imágenes|vídeos)$",
        ),
        Reason.AUTHOR_BIO: (
            r"^(?:más artículos|más columnas|más noticias|todos los artículos|ver todos los artículos|"
            r"más contenido) (?:de|del autor|de la autora)\b.{0,50}$",
            r"^(?-i:[A-ZÁÉÍÓÚ])\w{2,20}, (?:19|20)\d\d\. (?:periodista|escritora?|fotógraf[oa]|redactora?|"
            r"licenciad[oa])\b",
            r"^(?:síguelo|síguela|sígueme|puedes seguirl[oea]) en\b.{0,60}$",
        ),
    },
    ends=frozenset((
        "comentarios", "deja un comentario", "deja tu comentario", "ver comentarios", "deja una respuesta",
        "lo más leído", "las más leídas", "los más leídos", "lo más visto", "últimas noticias",
        "publicar un comentario", "cancelar respuesta", "noticia siguiente", "lo + leído", "siguiente noticia",
        "artículo siguiente", "escribe un comentario", "sé el primero en comentar", "recomendado para ti",
        "comentarios cerrados",
    )),
    you=frozenset((
        "tú", "te", "tu", "tus", "ti", "contigo", "usted", "ustedes", "vos", "vosotros", "vuestra", "vuestro", "os",
    )),
    we=frozenset((
        "nosotros", "nosotras", "nos", "nuestro", "nuestra", "nuestros", "nuestras", "necesitamos", "queremos",
        "podemos", "hacemos", "creemos", "aceptamos", "dependemos", "vivimos", "llevamos",
    )),
    attribution=frozenset((
        "dijo", "dice", "dijeron", "afirmó", "afirma", "explicó", "explica", "señaló", "señala", "indicó", "indica",
        "añadió", "añade", "agregó", "agrega", "aseguró", "asegura", "manifestó", "manifiesta", "expresó", "apuntó",
        "apunta", "según", "declaró", "declara", "comentó", "contó", "cuenta", "relató", "relata", "recordó",
        "recuerda", "sostuvo", "sostiene", "advirtió", "advierte", "advertido", "anunció", "anuncia", "informó",
        "informa", "reconoció", "reconoce", "subrayó", "subraya", "destacó", "destaca", "denunció", "denuncia",
        "criticó", "insistió", "insiste", "concluyó", "concluye", "respondió", "responde", "preguntó", "escribió",
        "tuiteó", "matizó", "precisó", "detalló", "reiteró", "lamentó", "lamenta", "confirmó", "confirma", "negó",
        "portavoz", "vocero", "vocera", "dicho", "explicado", "asegurado",
    )),
    common=frozenset((
        "el", "la", "los", "las", "de", "del", "un", "una", "y", "es", "en", "que", "por", "para", "con", "no", "se",
        "su", "al", "lo", "como", "más", "pero", "sus", "le", "ha",
    )),
    imperatives=(
        "suscríbete", "suscríbase", "suscribite", "apúntate", "apúntese", "regístrate", "regístrese", "inscríbete",
        "inscríbase", "recibe en", "recibe gratis", "recibe cada", "recibe nuestr", "recibe las", "recibe los",
        "recibe esta", "reciba en", "reciba nuestr", "descarga la", "descarga nuestra", "descarga gratis", "descargue",
        "síguenos", "síganos", "seguinos", "únete", "únase", "apóyanos", "apoya el periodismo", "apoya nuestro",
        "apoya este", "apoye", "dona ", "done ", "haz ", "haga clic", "hazte", "hágase", "colabora con", "ayúdanos",
        "ayuda a", "súmate", "lee sin", "lea más", "lee más", "descubre ", "no te pierdas", "no se pierda", "aprovecha",
        "activa las", "comparte est", "déjanos", "forma parte de", "sé parte", "entérate", "inicia sesión", "pincha ",
        "vota ", "cuéntanos", "escríbenos", "quiero suscrib", "quiero recib",
    ),
    offers=(
        "newsletter", "boletín", "boletines", "en tu correo", "en tu bandeja", "en tu email", "en tu e-mail",
        "en su correo", "por correo electrónico", "correo diario", "correo semanal", "un correo", "lista de correo",
        "tu email", "tu correo", "resumen diario", "alertas de noticias",
    ),
    asks=(
        "dona ", "donar ", "donación", "donaciones", "donativo", "tu apoyo", "tu ayuda", "vuestra ayuda", "tu aporte",
        "tu aportación", "apóyanos", "apoya nuestro", "apoya el periodismo", "hazte soci", "hágase soci",
        "hazte miembro", "hágase miembro", "socias y socios", "socios y socias", "nuestros socios", "nuestras socias",
        "ser socio", "ser socia ", "membresía", "mecenas", "micromecenazgo", "crowdfunding", "ayúdanos",
        "necesitamos tu", "necesitamos que", "necesita del apoyo", "necesita tu", "gracias a ti",
        "gracias a personas como tú", "lectores como tú", "con tu apoyo", "deducible", "desgravar", "la tuya también",
        "tu cuota", "tu contribución", "cualquier cantidad", "cada euro", "cada peso", "súmate", "no aceptamos pauta",
        "sin publicidad",
    ),
    giving=(
        "dinero", "euros", "dólares", "pesos", "financia", "presupuesto", "coste", "cuesta", "costado", "costos",
        "pagar", "pagan", "paga ", "facturas", "al mes", "mensual", "anual", "campaña", "objetivo", "socio", "socias",
        "suscriptor", "miembro", "apoyo", "apoya", "aporta", "gratis", "gratuit", "abierto", "publicidad", "sueldo",
        "salario", "ingresos", "gastos", "deuda", "fondos", "generos", "cuota", "plazo", "fin de año",
    ),
    subscriptions=(
        "suscri", "acceso ilimitado", "acceso digital", "sin límites", "prueba gratis", "mes gratis", "primer mes",
        "al mes", "por mes", "al año", "sin permanencia", "cancela cuando", "inicia sesión", "iniciar sesión",
        "contenido exclusivo", "edición impresa", "edición digital", "artículos gratis", "seguir leyendo",
        "sigue leyendo", "muro de pago",
    ),
    newsroom=(
        "periodis", "redacción", "reporter", "investigaci", "nuestros lectores", "lectores", "lectoras", "independien",
        "prensa", "medios ", "nuestro trabajo", "nuestro equipo", "nuestra redacción", "noticias", "publicidad",
        "anunciantes", "pauta", "informar", "información", "noticia", "libertad de prensa", "sin ánimo de lucro",
        "sin fines de lucro", "cooperativa", "portada", "director", "censura", "contarte", "publicar",
    ),
    urgency=(
        "hoy", "ahora", "este mes", "este año", "antes de", "hasta el", "fin de año", "final de año",
        "última oportunidad", "últimos días", "urgente", "esta semana", "medianoche", "quedan", "cuanto antes",
    ),
    apps=(
        "nuestra app", "nuestra aplicación", "la app de", "app store", "google play", "google news", "google discover",
        "canal de whatsapp", "canal de telegram", "canal en telegram", "nuestro canal", "tu móvil", "tu celular",
        "las notificaciones",
    ),
    daily=(
        "cada mañana", "cada día", "cada tarde", "cada noche", "cada semana", "cada lunes", "cada martes",
        "cada miércoles", "cada jueves", "cada viernes", "cada sábado", "cada domingo", "todos los días",
        "todas las mañanas", "todas las semanas", "los domingos", "los viernes", "los lunes", "los sábados",
        "una vez a la semana", "de lunes a viernes", "gratis", "gratuit", "sin spam", "darte de baja", "correo",
        "lo mejor de", "antes que nadie", "te mandamos", "te enviamos", "te contamos", "café", "selección",
    ),
    buttons=frozenset((
        "suscríbete", "suscríbase", "suscribirme", "quiero suscribirme", "suscríbete ahora", "suscríbete ya",
        "apúntate", "apúntame", "inscríbete", "regístrate", "regístrate gratis", "quiero recibirla", "quiero recibirlo",
        "dona", "dona ahora", "donar", "haz una donación", "apóyanos", "súmate", "hazte socio", "hazte socia",
        "hazte socio/a", "hazte miembro", "hágase miembro ahora", "colabora", "contribuye", "aportar",
        "haz clic para aportar", "quiero apoyar", "quiero colaborar", "ver ofertas", "ver oferta", "ver planes",
        "más información", "saber más", "inicia sesión", "iniciar sesión", "enviar", "descargar", "descarga la app",
        "unirme", "únete", "aceptar", "cerrar", "ahora no", "no, gracias", "no gracias", "más tarde", "participa",
        "continuar", "prueba gratis", "probar gratis", "comprar ahora", "sigue leyendo", "seguir leyendo", "acceder",
        "entrar", "una vez", "votar",
    )),
    bio_verbs=(
        r"es|escribe|trabaja|colabora|cubre|vive|dirige|enseña|imparte|firma|publica|coordina|estudió|lleva"
    ),
    bio_jobs=(
        r"periodista|reporter[oa]|redactora?|corresponsal|columnista|autora?|escritora?|profesora?|catedrátic[oa]|"
        r"historiadora?|crític[oa]|fotógraf[oa]|fotoperiodista|editora?|redactora? jefe|enviad[oa] especial|ensayista|"
        r"politólog[oa]|sociólog[oa]|economista|investigadora?|colaboradora?|novelista|poeta|abogad[oa]|director de|"
        r"directora de|jefe de sección|jefa de sección"
    ),
    read_time=(
        r"^.{0,50}?(?:(?:tiempo de )?lectura ?:? ?(?:de )?\d{1,3} ?min\w{0,4}\.?|\b\d{1,3} ?(?:min\.?|mins|"
        r"minutos?)(?: de lectura| de audio)?|\d{1,3}['’] de lectura)$"
    ),
)
