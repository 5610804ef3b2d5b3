#include "demo_contents.h"

#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "platform/pdf/pdf.h"

namespace lexipoort {
namespace {

constexpr UtcSeconds kDay = 24LL * 3600;

/// Days from now; the product by its place in the catalogue of the demo.
struct Text {
  std::string_view kind;
  std::string_view title;
  std::string_view body = {};
  std::optional<std::size_t> product = {};
  std::string_view file = {};
  std::string_view image = {};
  std::string_view captions = {};
  std::string_view address = {};
  std::string_view severity = {};
  std::string_view role = {};
  std::optional<int> from = -30;
  std::optional<int> until = {};
};

constexpr std::string_view kFilm = "woord.webm";
constexpr std::string_view kPicture = "woord.png";
constexpr std::string_view kManual = "aan-de-slag.pdf";
constexpr std::string_view kCaptions = "woord.vtt";
constexpr std::string_view kTool = "hulp-op-afstand.zip";

constexpr std::array kTexts = {
    Text{.kind = "video",
         .title = "Je eerste week met Lexipoort",
         .body = "In dit filmpje zie je hoe je inlogt, leerlingen aanmaakt en ze laat beginnen.",
         .file = kFilm,
         .image = kPicture,
         .captions = kCaptions},
    Text{.kind = "video",
         .title = "Resultaten bekijken",
         .body = "Zo zie je in één oogopslag wie deze week heeft geoefend.",
         .file = kFilm,
         .captions = kCaptions,
         .role = "supervisor"},
    Text{.kind = "video",
         .title = "Licenties verdelen",
         .body = "Zo geef je leerlingen een plek op een abonnement.",
         .file = kFilm,
         .captions = kCaptions,
         .role = "administrator"},
    Text{.kind = "announcement",
         .title = "Nieuwe lessen in Letterster",
         .body = "Vanaf vandaag staan er **twaalf nieuwe lessen** klaar. Je leerlingen zien ze "
                 "vanzelf als ze verder oefenen.",
         .product = 1,
         .from = -2,
         .until = 60},
    Text{.kind = "announcement",
         .title = "Vragenuurtje voor begeleiders",
         .body = "Elke eerste woensdag van de maand beantwoorden we tussen 15.30 en 16.30 uur je "
                 "vragen. Meld je aan via [je profiel](/profiel).",
         .role = "supervisor",
         .from = -9,
         .until = 90},
    Text{.kind = "announcement",
         .title = "Onze helpdesk in de vakantie",
         .body = "In de zomervakantie zijn we bereikbaar van 9.00 tot 12.00 uur.",
         .from = -120,
         .until = -60},
    Text{.kind = "recommendation",
         .title = "Boekies",
         .body = "Korte verhalen voor kinderen die net zelf kunnen lezen. Na elk verhaal volgen "
                 "drie vragen.",
         .image = kPicture,
         .address = "https://boekies.example"},
    Text{.kind = "question",
         .title = "Een leerling kan niet inloggen. Wat nu?",
         .body = "Kijk eerst of de gebruikersnaam klopt: die staat bij **Beheer**, achter de naam "
                 "van de leerling.\n\n1. Klik op het potlood achter de leerling.\n2. Kies **Wijzig "
                 "profiel**.\n3. Typ een nieuw wachtwoord en sla het op.\n\nLukt het dan nog niet? "
                 "Kijk of de leerling een licentie heeft die nu geldig is."},
    Text{.kind = "question",
         .title = "Hoeveel minuten oefent een leerling per week?",
         .body = "Drie keer een kwartier werkt beter dan één keer drie kwartier. Thuis oefenen "
                 "telt gewoon mee.",
         .product = 0},
    Text{.kind = "question",
         .title = "Kan ik een leerling naar een andere school meenemen?",
         .body = "Nog niet. We werken eraan.",
         .from = {}},
    Text{.kind = "document",
         .title = "Samen lezen met Bouw!",
         .body = "Een kort filmpje over hoe een les verloopt.",
         .product = 0,
         .file = kFilm,
         .image = kPicture,
         .captions = kCaptions},
    Text{.kind = "document",
         .title = "Handleiding voor tutoren",
         .body = "Alles wat een tutor moet weten, om te printen en mee te geven.",
         .product = 0,
         .file = kManual},
    Text{.kind = "document", .title = "Aan de slag met Letterster", .product = 1, .file = kManual},
    Text{.kind = "article",
         .title = "Waarom hardop lezen helpt",
         .body = "Wie hardop leest, hoort zichzelf. Dat maakt het makkelijker om een fout te "
                 "merken en te verbeteren.\n\n## In de klas\n\nLaat twee kinderen om de beurt een "
                 "zin lezen. Wie luistert, wijst mee.",
         .product = 0,
         .image = kPicture},
    Text{.kind = "research",
         .title = "Vroeg beginnen loont",
         .body = "Kinderen die in groep 2 beginnen met oefenen, hebben in groep 4 minder vaak "
                 "extra hulp nodig.\n\n| begin | extra hulp in groep 4 |\n|---|---|\n| groep 2 | "
                 "8 % |\n| groep 4 | 21 % |\n\n_Dit zijn cijfers bij wijze van voorbeeld._",
         .product = 0,
         .file = kManual},
    Text{.kind = "download",
         .title = "Diploma voor in de klas",
         .body = "Print het op dik papier.",
         .product = 0,
         .file = kManual,
         .image = kPicture},
    Text{.kind = "notice",
         .title = "Bouw! werkt weer zoals je gewend bent",
         .body = "De storing van vanochtend is opgelost. De oefentijd die niet binnenkwam, is "
                 "alsnog verwerkt.",
         .product = 0,
         .severity = "ok",
         .from = -12},
    Text{.kind = "notice",
         .title = "Bouw! start langzaam",
         .body = "Het opstarten van een les duurt langer dan normaal. We zoeken de oorzaak.",
         .product = 0,
         .severity = "hindered",
         .from = -13,
         .until = -12},
    Text{.kind = "notice",
         .title = "Onderhoud aan Letterster",
         .body = "Zaterdag tussen 7.00 en 9.00 uur is Letterster niet te gebruiken.",
         .product = 1,
         .severity = "maintenance",
         .from = -1,
         .until = 3},
    Text{.kind = "release_note",
         .title = "Acht weken in één oogopslag",
         .body = "In het overzicht van resultaten zie je nu per leerling een klein staafje voor "
                 "elke week. Zo valt op wie achterloopt.",
         .file = kFilm,
         .captions = kCaptions,
         .from = -6},
    Text{.kind = "release_note",
         .title = "Letterster leest nu voor",
         .body = "Bij elke opdracht staat een knop waarmee de uitleg wordt voorgelezen.",
         .product = 1,
         .image = kPicture,
         .from = -20},
    Text{.kind = "tool",
         .title = "Hulp op afstand",
         .body = "Download dit programma **alleen als onze helpdesk erom vraagt**. We kunnen dan "
                 "met je meekijken.",
         .file = kTool},
};

std::string manual() {
  return pdf::document({.title = "Aan de slag",
                        .subtitle = "Voor wie een kind helpt met lezen",
                        .parts = {pdf::Heading{"Voor je begint"},
                                  pdf::Paragraph{"Zoek een rustige plek en ga naast elkaar zitten. "
                                                 "Een kwartier is genoeg."},
                                  pdf::Heading{"Tijdens het lezen"},
                                  pdf::Paragraph{"Wijs niet te snel een fout aan. Vaak merkt een "
                                                 "kind het zelf."}},
                        .foot = [](int page, int pages) {
                          return std::to_string(page) + " van " + std::to_string(pages);
                        }});
}

struct Made {
  std::string_view name;
  std::string_view type;
  std::string bytes;
};

std::vector<Made> files_to_show() {
  // A ZIP file with nothing in it is its last record only.
  std::string empty_archive("PK\5\6", 4);
  empty_archive.append(18, '\0');
  return {{kFilm, "video/webm", std::string(demo_file(kFilm))},
          {kPicture, "image/png", std::string(demo_file(kPicture))},
          {kManual, "application/pdf", manual()},
          {kCaptions, "text/vtt",
           "WEBVTT\n\n00:00.000 --> 00:02.000\nEerst één letter,\n\n"
           "00:02.000 --> 00:04.000\ndan een heel woord: vis.\n"},
          {kTool, "application/zip", std::move(empty_archive)}};
}

struct Filler {
  database::Transaction& tx;
  UserId author;
  const std::vector<ProductId>& products;
  UtcSeconds now;
  std::vector<std::pair<std::string_view, FileId>> files = {};

  void keep(const files::Store& store, const Made& made) {
    crypto::Sha256 sum;
    sum.add(made.bytes);
    const auto sha256 = sum.hex();
    store.keep(made.bytes, sha256);
    files.emplace_back(
        made.name,
        tx.row<FileId>("insert into files (sha256, media_type, size, file_name, created_at, "
                       "created_by) values (:sha256, :type, :size, :name, :now, :author) "
                       "returning id",
                       {{"sha256", sha256},
                        {"type", made.type},
                        {"size", made.bytes.size()},
                        {"name", made.name},
                        {"now", now},
                        {"author", author}})
            .value());
  }

  [[nodiscard]] std::optional<FileId> file(std::string_view name) const {
    for (const auto& [known, id] : files) {
      if (known == name) return id;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<UtcSeconds> moment(std::optional<int> days) const {
    return days ? std::optional(now + *days * kDay) : std::nullopt;
  }

  void write(const Text& text, std::int64_t position) const {
    const auto some = [](std::string_view word) {
      return word.empty() ? std::nullopt : std::optional(std::string(word));
    };
    const bool newest_first =
        text.kind == "announcement" || text.kind == "notice" || text.kind == "release_note";
    const auto content =
        tx.row<ContentId>(
              "insert into contents (kind, title, body, address, file_id, image_id, captions_id, "
              "product_id, role, severity, position, published_from, published_until, search, "
              "changed_at, changed_by) values (:kind, :title, :body, :address, :file, :image, "
              ":captions, :product, :role, :severity, :position, :from, :until, :search, :now, "
              ":author) returning id",
              {{"kind", text.kind},
               {"title", text.title},
               {"body", text.body},
               {"address", some(text.address)},
               {"file", file(text.file)},
               {"image", file(text.image)},
               {"captions", file(text.captions)},
               {"product", text.product ? std::optional(products[*text.product]) : std::nullopt},
               {"role", some(text.role)},
               {"severity", some(text.severity)},
               {"position", newest_first ? 0 : position},
               {"from", moment(text.from)},
               {"until", moment(text.until)},
               {"search", text::fold(std::string(text.title) + " " + std::string(text.body))},
               {"now", now},
               {"author", author}})
            .value();
    std::vector<FileId> used;
    for (const auto name : {text.file, text.image, text.captions}) {
      if (const auto id = file(name)) used.push_back(*id);
    }
    tx.execute(
        "insert into content_files (content_id, file_id) select :content, value from each(:used)",
        {{"content", content}, {"used", used}});
  }
};

}  // namespace

void fill_contents(database::Transaction& tx, const files::Store& store, UserId author,
                   const std::vector<ProductId>& products, UtcSeconds now) {
  Filler filler{.tx = tx, .author = author, .products = products, .now = now};
  for (const auto& made : files_to_show()) filler.keep(store, made);
  std::int64_t position = 0;
  for (const auto& text : kTexts) filler.write(text, ++position);
}

}  // namespace lexipoort
