#include "features/people/words.h"

#include <array>

namespace lexipoort::people {
namespace {

// clang-format off
constexpr auto kWords = std::to_array<std::string_view>({
    "aap", "aardig", "akker", "anker", "appel", "april", "arend", "armband", "atlas", "avond",
    "baan", "badje", "bak", "bakker", "baksel", "bal", "balkon", "ballon", "bamboe", "banaan",
    "band", "bank", "banket", "basis", "beeld", "beer", "beker", "bel", "bellen", "berg", "berk",
    "bes", "beuk", "bever", "bezem", "biet", "bij", "bijl", "biljet", "bizon", "blad", "blauw",
    "bloem", "blok", "bocht", "boek", "boel", "boer", "bonsai", "boog", "boom", "boon", "boot",
    "bord", "bos", "boter", "bouw", "braam", "breed", "brief", "bril", "broche", "broek", "broer",
    "brood", "brug", "bruin", "bureau", "bus", "buur", "cactus", "cadeau", "cake", "camera", "cape",
    "cent", "cirkel", "citroen", "club", "cobra", "dag", "dak", "dal", "dam", "damp", "dans", "das",
    "datum", "deeg", "deel", "deken", "den", "deur", "dier", "dijk", "diner", "doek", "doel",
    "dolfijn", "domino", "doos", "dop", "dorp", "draad", "draak", "dreef", "droom", "druif", "druk",
    "duif", "duim", "duin", "echo", "eend", "egel", "eik", "eiland", "emmer", "esdoorn", "ezel",
    "fabel", "fazant", "fee", "feest", "fiets", "figuur", "film", "fles", "flits", "fluit", "foto",
    "fris", "fruit", "fuut", "gang", "gans", "garen", "gas", "gast", "gazon", "geel", "geit",
    "geluk", "gember", "gesp", "getal", "gids", "gieter", "gitaar", "glans", "glas", "goal", "golf",
    "gors", "goud", "graan", "grap", "gras", "grens", "groei", "groen", "groep", "groet", "groot",
    "grot", "gul", "gym", "haak", "haan", "haard", "haas", "hagel", "halm", "halte", "hamer",
    "hand", "haring", "hark", "harp", "haven", "haver", "hazel", "hek", "held", "helm", "hemd",
    "hemel", "herder", "herfst", "hert", "heuvel", "hobby", "hoed", "hoef", "hoek", "hoepel",
    "hond", "honing", "hoofd", "hooi", "hoorn", "hop", "hout", "huis", "hut", "idee", "iglo",
    "ijsje", "inkt", "insect", "iris", "jaar", "jam", "jas", "jeep", "jeugd", "joker", "jol",
    "jolig", "judo", "juf", "juli", "juni", "jurk", "kaars", "kaart", "kaas", "kabel", "kachel",
    "kade", "kajak", "kalf", "kam", "kameel", "kamer", "kamp", "kan", "kaneel", "kano", "kapel",
    "kapper", "kar", "karos", "kast", "kat", "kei", "kelder", "kerk", "kermis", "kers", "ketel",
    "ketting", "kever", "kiem", "kijk", "kind", "kip", "kist", "kiwi", "klaar", "klas", "klaver",
    "klei", "klein", "klimop", "klimrek", "klok", "klomp", "klos", "kluis", "knie", "knikker",
    "knoop", "knoopje", "knop", "koe", "koek", "koel", "koets", "kok", "kokos", "kom", "komkom",
    "konijn", "kool", "koor", "kop", "koper", "koraal", "koren", "korf", "kraai", "kraal", "kraan",
    "krab", "krans", "krant", "krat", "kreeft", "krent", "krijt", "kring", "kroon", "kruid", "kuif",
    "kuil", "kussen", "kust", "kwart", "kwartet", "kwast", "laan", "laars", "lach", "ladder",
    "lade", "lama", "lamp", "land", "lang", "lauw", "leer", "leeuw", "lelie", "lente", "lepel",
    "les", "letter", "leuk", "lezer", "libel", "licht", "lied", "lief", "lijm", "lijn", "lijst",
    "linde", "lint", "linzen", "lisdode", "loep", "loket", "lucht", "luik", "lus", "maan", "maand",
    "maart", "maat", "magneet", "mais", "mand", "mango", "mantel", "map", "markt", "mast", "mat",
    "matras", "meel", "meer", "mees", "meeuw", "melk", "meloen", "menu", "merel", "merk", "meter",
    "metro", "midden", "mier", "mijl", "mijn", "mispel", "mist", "mode", "model", "mok", "mol",
    "molen", "mop", "mos", "mossel", "motor", "mouw", "mug", "muis", "munt", "muntje", "mus",
    "museum", "muts", "muur", "muziek", "naald", "naam", "nacht", "narcis", "natuur", "neef",
    "nest", "net", "neus", "nicht", "nieuw", "noord", "noot", "nota", "noten", "oase", "ober",
    "oever", "okapi", "olie", "olifant", "olijf", "oma", "oom", "oor", "oost", "opa", "open",
    "oranje", "orgel", "otter", "oven", "paal", "paard", "paars", "pad", "pak", "paleis", "palm",
    "pan", "panda", "papier", "parel", "park", "pas", "pasta", "patat", "pedaal", "peer", "pel",
    "pen", "peper", "perzik", "pet", "piano", "pijl", "pin", "pinda", "pinguin", "pit", "plaat",
    "plan", "plant", "plat", "plein", "plek", "ploeg", "pluim", "poedel", "poel", "poes", "poets",
    "pols", "pompoen", "poncho", "pony", "poort", "pop", "post", "pot", "prei", "prent", "prijs",
    "prins", "proef", "pudding", "punt", "puzzel", "pyjama", "raaf", "raam", "radar", "radijs",
    "radio", "raket", "ram", "rand", "recht", "regen", "reiger", "reis", "rek", "ren", "rest",
    "reus", "riem", "riet", "rijm", "rijst", "ring", "rit", "ritme", "rits", "robot", "roer", "rok",
    "rokje", "rol", "rood", "room", "roos", "rots", "ruimte", "ruit", "salade", "sandaal", "sap",
    "schaak", "schaal", "schaap", "schaar", "schaats", "schelp", "schep", "scherm", "schijf",
    "schip", "schoen", "school", "schrift", "schuit", "schuur", "sein", "sjaal", "sjerp", "skate",
    "ski", "sla", "slak", "slang", "slede", "slee", "sleutel", "slinger", "slipper", "sloep",
    "sloot", "slot", "smaak", "snaar", "sneeuw", "snel", "snoer", "snor", "soep", "sok", "som",
    "soort", "spar", "specht", "spel", "spil", "spin", "spits", "spons", "spoor", "sport",
    "spreeuw", "sprong", "staal", "staart", "stad", "stal", "stam", "stap", "steen", "stem", "step",
    "ster", "sterk", "steun", "steur", "stip", "stoel", "stof", "stok", "stoom", "storm", "straat",
    "strand", "streep", "strik", "strook", "stroom", "struik", "stuur", "suiker", "taal", "taart",
    "tafel", "tak", "takel", "talent", "tango", "tante", "tapijt", "tapir", "tas", "taxi", "team",
    "tegel", "tekst", "tempel", "tennis", "tent", "terras", "teugel", "thee", "thuis", "tien",
    "tijd", "tijger", "tip", "titel", "toeter", "toets", "tol", "tomaat", "ton", "toon", "toren",
    "touw", "tractor", "tram", "trap", "trapper", "trein", "trek", "trom", "troon", "trui", "tuin",
    "tulp", "tuniek", "tunnel", "twee", "twijg", "uil", "uitje", "uur", "vaas", "vak", "valk",
    "varen", "vast", "veel", "veer", "veld", "venkel", "venster", "verf", "vers", "vest", "veter",
    "vier", "vijf", "vijg", "vijver", "vink", "viool", "vis", "vlag", "vlak", "vlam", "vlecht",
    "vleer", "vlek", "vlieg", "vlieger", "vlinder", "vloer", "vlot", "vogel", "vol", "volk", "vonk",
    "voor", "vork", "vorm", "vos", "vouw", "vracht", "vriend", "vrij", "vrolijk", "vuur", "waaier",
    "wafel", "wagen", "walnoot", "wals", "walvis", "wand", "want", "warm", "water", "web", "week",
    "weg", "wei", "weide", "wereld", "werf", "west", "wezel", "wieg", "wiel", "wijs", "wilg",
    "wimpel", "wind", "winkel", "winter", "wip", "wit", "wol", "wolf", "wolk", "woord", "worm",
    "wortel", "zaad", "zaag", "zaak", "zaal", "zacht", "zadel", "zak", "zalm", "zand", "zandbak",
    "zang", "zebra", "zee", "zeehond", "zeep", "zeil", "zeiler", "zes", "zeven", "zilver", "zoet",
    "zolder", "zomer", "zon", "zoon", "zout", "zuid", "zuil", "zwaan", "zwaluw", "zwam", "zwart",
    "zwem",
});
// clang-format on

}  // namespace

std::span<const std::string_view> password_words() {
  return kWords;
}

}  // namespace lexipoort::people
