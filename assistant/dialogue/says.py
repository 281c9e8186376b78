"""Every sentence of the conversation that is ours, by name: a turn holds the name, the screen says it in its language."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.i18n import Message as M

SAYS: Mapping[str, M] = {
    "welcome": M("Dites-moi ce qui s'est passé, avec vos mots et dans votre langue. Une phrase suffit pour commencer. Vous pouvez aussi poser une question."),
    "helping": M("Posez votre question. Vos réponses restent où elles sont, et vous revenez à la même question quand vous voulez."),
    "hello": M("Bonjour. Dites-moi ce qui s'est passé, avec vos mots. Une phrase suffit pour commencer."),
    "thanks": M("Je vous en prie. Je reste là si vous avez autre chose à dire ou à demander."),
    "empty": M("Je n'ai rien reçu. Écrivez une phrase, par exemple : « On m'a volé mon vélo hier soir devant la gare. »"),
    "noise": M("Je n'arrive pas à lire ce message. Écrivez une phrase, par exemple : « On m'a volé mon vélo hier soir devant la gare. »"),
    "insult": M("Ce que vous vivez est peut-être très pénible. Je peux vous aider à préparer une plainte : dites-moi ce qui s'est passé, quand vous voulez. Pour parler à quelqu'un : 116 006."),
    "order": M("Je ne fais qu'une chose : aider à préparer une plainte et à trouver où la déposer. Dites-moi ce qui s'est passé, ou posez une question sur la plainte."),
    "yes": M("D'accord. Dites-m'en un peu plus, ou choisissez ci-dessous."),
    "no": M("D'accord. Dites-moi autrement ce qui s'est passé, ou choisissez ci-dessous."),
    "dunno": M("Ce n'est pas grave. Dites ce que vous savez, ou choisissez ci-dessous."),
    "masked": M("Un numéro ou un code que personne ne doit vous demander était dans votre message : je l'ai masqué tout de suite, il n'est gardé nulle part."),
    "danger": M("Si c'est maintenant, appelez d'abord. Les numéros sont en haut de la page et y restent. Si parler est risqué : SMS au 114."),
    "suggest": M("Voici ce qui ressemble le plus à ce que vous dites. C'est vous qui décidez."),
    "suggest_quiet": M("Merci de l'avoir dit. Voici qui peut vous aider tout de suite, et le questionnaire qui convient. Rien ne vous oblige à continuer."),
    "choose": M("Plusieurs choses sont possibles. Laquelle ressemble le plus à ce qui s'est passé ?"),
    "choose_asking": M("Plusieurs choses sont possibles. Une question pour mieux comprendre :"),
    "two_facts": M("Vous parlez peut-être de deux choses. Par laquelle voulez-vous commencer ? Vous pourrez ajouter l'autre au même dossier ensuite."),
    "not_that": M("D'accord, ce n'est pas cela."),
    "browse": M("Je ne suis pas sûr d'avoir compris. Dites-m'en un peu plus : qu'a-t-on pris, abîmé, dit ou fait ? Ou choisissez dans la liste."),
    "list": M("Merci. Choisissez dans la liste ce qui ressemble le plus à ce qui s'est passé ; vous n'aurez pas à tout redire."),
    "list_quiet": M("Merci. Choisissez dans la liste ce qui ressemble le plus. Vous pouvez aussi ne rien écrire et tout dire de vive voix."),
    "out": M("Ce n'est peut-être pas une plainte. Voici où l'on peut vous aider ; si je me trompe, dites-moi ce qui s'est passé autrement."),
    "elsewhere": M("D'accord. Voici ce que cela peut être d'autre, et où aller. Vous pouvez aussi choisir dans la liste, ou m'en dire plus."),
    "unknown": M("Je ne sais pas répondre à cette question, et je préfère ne rien inventer."),
    "ask_where": M("Vous pouvez la poser à l'accueil d'un commissariat ou d'une gendarmerie, au 116 006 (aide aux victimes), ou chercher sur service-public.gouv.fr."),
    "pending": M("Nous en étions à ceci :"),
    "corrected": M("C'est corrigé. Vérifiez ci-dessous."),
    "noted": M("C'est noté."),
    "added": M("C'est noté. Vous pouvez continuer, ou passer au questionnaire."),
    "write_there": M("Pour que cela compte, écrivez-le dans la question elle-même, ou ajoutez-le à votre récit avec le bouton ci-dessus."),
    "in_story": M("C'est ajouté à la fin de votre récit. Vous pourrez le relire et le changer."),
    "say_there": M("Rien de ce que vous écrivez ici n'est gardé. Écrivez-le dans la question si vous le voulez, ou dites-le de vive voix."),
    "no_back": M("Il n'y a rien avant."),
    "restart": M("Reprenons. Ce qui était écrit est effacé. Que s'est-il passé ?"),
    "erase": M("La conversation est effacée. Rien n'en est gardé."),
}  # fmt: skip
