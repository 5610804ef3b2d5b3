#pragma once

#include <boost/describe.hpp>

/// The words of what the publisher writes. Source: spec R1.2, R1.5, R3.5, R5, R6.1.
namespace lexipoort::publishing {

enum class Kind {
  video,           ///< 'Aan de slag'
  announcement,    ///< 'Mededelingen'
  recommendation,  ///< 'Aanbevolen programma's'
  question,        ///< frequently asked, with its answer
  document,        ///< a film, manual or other document of a product
  article,         ///< of a product's information square, as the two below
  research,
  download,
  notice,        ///< on the state of a product; when it has ended it is history
  release_note,  ///< of a product, or of the portal
  tool,          ///< for remote help
};
BOOST_DESCRIBE_ENUM(Kind, video, announcement, recommendation, question, document, article,
                    research, download, notice, release_note, tool)

/// What a notice says of a product.
enum class Severity { ok, hindered, down, maintenance };
BOOST_DESCRIBE_ENUM(Severity, ok, hindered, down, maintenance)

enum class State { draft, planned, visible, ended };
BOOST_DESCRIBE_ENUM(State, draft, planned, visible, ended)

}  // namespace lexipoort::publishing
