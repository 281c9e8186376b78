"""What we say, in their own language, to people whose language the interface does not speak yet: stored sentences, no translation on the fly."""

from __future__ import annotations

from collections.abc import Mapping

# "I understood your message. You can go on writing in this language; I answer in French, or in English if you prefer.
# In danger: 17 or 112; text message to 114."
UNDERSTOOD: Mapping[str, str] = {
    "fr": "J'ai compris votre message. Vous pouvez continuer à écrire en français ; je peux répondre en français. En danger : 17 ou 112 ; SMS au 114.",
    "en": "I understood your message. You can go on writing in English; I can answer in English. In danger: 17 or 112; text message to 114.",
    "es": "He entendido su mensaje. Puede seguir escribiendo en español; yo respondo en francés, o en inglés si lo prefiere. En peligro: 17 o 112; SMS al 114.",
    "it": "Ho capito il suo messaggio. Può continuare a scrivere in italiano; io rispondo in francese, o in inglese se preferisce. In pericolo: 17 o 112; SMS al 114.",
    "de": "Ich habe Ihre Nachricht verstanden. Sie können weiter auf Deutsch schreiben; ich antworte auf Französisch oder, wenn Sie möchten, auf Englisch. In Gefahr: 17 oder 112; SMS an 114.",
    "pt": "Compreendi a sua mensagem. Pode continuar a escrever em português; eu respondo em francês, ou em inglês se preferir. Em perigo: 17 ou 112; SMS para o 114.",
    "ar": "لقد فهمت رسالتك. يمكنك مواصلة الكتابة بالعربية؛ سأجيب بالفرنسية، أو بالإنجليزية إذا كنت تفضل ذلك. في حالة الخطر: 17 أو 112؛ رسالة نصية إلى 114.",
    "tr": "Mesajınızı anladım. Türkçe yazmaya devam edebilirsiniz; ben Fransızca, isterseniz İngilizce yanıt veririm. Tehlikedeyseniz: 17 veya 112; 114'e SMS.",
    "uk": "Я зрозумів ваше повідомлення. Ви можете й далі писати українською; я відповідаю французькою або, якщо хочете, англійською. У небезпеці: 17 або 112; SMS на 114.",
    "ru": "Я понял ваше сообщение. Вы можете и дальше писать по-русски; я отвечаю по-французски или, если хотите, по-английски. В опасности: 17 или 112; SMS на 114.",
    "ro": "Am înțeles mesajul dumneavoastră. Puteți continua să scrieți în română; eu răspund în franceză sau, dacă preferați, în engleză. În pericol: 17 sau 112; SMS la 114.",
    "pl": "Zrozumiałem Pana/Pani wiadomość. Można dalej pisać po polsku; odpowiadam po francusku lub, jeśli Pan/Pani woli, po angielsku. W niebezpieczeństwie: 17 lub 112; SMS na 114.",
    "zh": "我明白您的留言。您可以继续用中文书写；我用法语回答，如果您愿意，也可以用英语。遇到危险：请拨打 17 或 112；发短信至 114。",
}
# How a person recognises their language.
CONTINUE: Mapping[str, str] = {"fr": "Continuer en français", "en": "Continue in English"}
