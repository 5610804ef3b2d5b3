#include "platform/crypto/crypto.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <regex>
#include <set>
#include <thread>

#include "platform/crypto/base64.h"

namespace lexipoort::crypto {
namespace {

class CryptoTest : public testing::Test {
 protected:
  CryptoTest() {
    initialise();
    std::string made = (std::filesystem::temp_directory_path() / "lexipoort-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder = made;
    path = folder / "secret";
  }
  ~CryptoTest() override { std::filesystem::remove_all(folder); }

  void write_secret(std::string_view bytes) const {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  /// The bytes 0 to 31: the secret of the known answers.
  void write_known_secret() const {
    std::string bytes(32, '\0');
    std::iota(bytes.begin(), bytes.end(), '\0');
    write_secret(bytes);
  }

  std::filesystem::path folder;
  std::filesystem::path path;
};

/// What the key's maker complains of; empty when it does not.
std::string complaint(const std::string& path) {
  try {
    (void)SealKey::load_or_create(path);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST_F(CryptoTest, sha256_of_pieces_is_that_of_the_whole) {
  Sha256 sum;
  sum.add("a");
  sum.add("bc");
  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sum.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(CryptoTest, starts_twice_without_harm) {
  const auto dummy = dummy_password_hash();
  initialise();
  EXPECT_EQ(dummy_password_hash(), dummy);
}

TEST_F(CryptoTest, a_password_opens_its_own_hash_only) {
  const auto hash = hash_password("Lezen-is-leuk-2026");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(verify_password(hash, "Lezen-is-leuk-2026"));
  EXPECT_FALSE(verify_password(hash, "lezen-is-leuk-2026"));
  EXPECT_FALSE(verify_password(hash, ""));
  EXPECT_NE(hash, hash_password("Lezen-is-leuk-2026")) << "one salt was used twice";
}

TEST_F(CryptoTest, verifies_a_hash_that_another_implementation_made) {
  // `printf Lezen-is-leuk-2026 | argon2 somesaltofsixtee -id -t 2 -k 19456 -p 1 -l 32 -e`
  const std::string hash =
      "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRvZnNpeHRlZQ$"
      "tlv7uu9aV4PPrGTXPatcPcOhQ8ehAANngQRbQve0gQY";
  EXPECT_TRUE(verify_password(hash, "Lezen-is-leuk-2026"));
  EXPECT_FALSE(verify_password(hash, "Lezen-is-leuk-2027"));
}

TEST_F(CryptoTest, a_text_that_is_no_hash_opens_for_nobody) {
  for (const char* stored : {"", "not a hash", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$$"}) {
    EXPECT_FALSE(verify_password(stored, ""));
    EXPECT_FALSE(verify_password(stored, stored));
  }
}

TEST_F(CryptoTest, an_unknown_account_costs_what_a_known_one_does) {
  const auto cost = [](const std::string& hash) { return hash.substr(0, hash.rfind("p=1$")); };
  EXPECT_EQ(cost(dummy_password_hash()), cost(hash_password("x")));
  EXPECT_FALSE(verify_password(dummy_password_hash(), ""));
}

TEST_F(CryptoTest, tokens_do_not_repeat) {
  std::set<std::string> seen;
  for (int round = 0; round < 1000; ++round) seen.insert(random_token());
  EXPECT_EQ(seen.size(), 1000U);
  for (const auto& token : seen) {
    const auto bytes = from_base64url(token);
    ASSERT_TRUE(bytes) << token;
    EXPECT_EQ(bytes->size(), 32U);
  }
}

TEST_F(CryptoTest, uuids_are_of_version_4_and_do_not_repeat) {
  std::set<std::string> seen;
  for (int round = 0; round < 1000; ++round) seen.insert(uuid());
  EXPECT_EQ(seen.size(), 1000U);
  // RFC 9562, section 5.4: version 4, variant 10.
  const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (const auto& id : seen) EXPECT_TRUE(std::regex_match(id, form)) << id;
}

TEST_F(CryptoTest, random_numbers_are_spread_evenly_below_their_bound) {
  std::array<int, 7> counts{};
  for (int round = 0; round < 70'000; ++round) ++counts.at(random_below(counts.size()));
  // Ten standard deviations (sqrt(70,000 * 1/7 * 6/7) = 93) from the mean.
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 930);
  EXPECT_EQ(random_below(1), 0U);
  EXPECT_EQ(random_below(0), 0U);
}

TEST_F(CryptoTest, random_numbers_may_have_a_bound_above_32_bits) {
  constexpr std::uint64_t kBound = 3ULL << 62U;
  int high = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto number = random_below(kBound);
    ASSERT_LT(number, kBound);
    if (number >= kBound / 3) ++high;
  }
  // Two in three; a plain remainder would make it one in two. Standard deviation: 26.
  EXPECT_NEAR(high, 2000, 260);
}

TEST_F(CryptoTest, hashes_a_token_as_BLAKE2b_does) {
  // `printf abc | b2sum -l 256`, in base64url
  EXPECT_EQ(hash_token("abc"), "vd2BPGNCOXIxce8_7phXm5SWTjuxyz5CcmLIwGjVIxk");
}

TEST_F(CryptoTest, one_value_has_one_text_in_base64url) {
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
  EXPECT_EQ(from_base64url("-_8"), "\xfb\xff");
  EXPECT_EQ(from_base64url(""), "");
  for (const char* text : {"-_9", "-_8=", "+/8", "-_8 ", "A", "-_8\n"}) {
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
  }
}

TEST_F(CryptoTest, a_sealed_text_opens_with_its_key_and_context_only) {
  const auto key = SealKey::load_or_create(path);
  const auto sealed = key.seal("boom-vis-27", "import:7");
  EXPECT_EQ(key.open(sealed, "import:7"), "boom-vis-27");
  EXPECT_EQ(key.open(sealed, "import:8"), std::nullopt);
  EXPECT_EQ(key.open(sealed, ""), std::nullopt);
  EXPECT_EQ(SealKey::random().open(sealed, "import:7"), std::nullopt);
  EXPECT_NE(sealed, key.seal("boom-vis-27", "import:7")) << "a nonce was used twice";
  EXPECT_EQ(key.open(key.seal("", "c"), "c"), "");
}

TEST_F(CryptoTest, a_sealed_text_that_was_changed_or_cut_does_not_open) {
  const auto key = SealKey::random();
  const auto sealed = key.seal("boom-vis-27", "import:7");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto changed = sealed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(key.open(changed, "import:7"), std::nullopt) << "changed at " << at;
    EXPECT_EQ(key.open(sealed.substr(0, at), "import:7"), std::nullopt) << "cut off at " << at;
  }
  EXPECT_EQ(key.open(sealed + "A", "import:7"), std::nullopt);
  EXPECT_EQ(key.open("!!", "import:7"), std::nullopt);
}

TEST_F(CryptoTest, a_text_that_was_sealed_by_the_book_opens) {
  // By a program of its own, from RFC 8439, draft-irtf-cfrg-xchacha and Python's BLAKE2b (the key:
  // salt 1, person "lexiseal"): what is stored must open after every update of ours.
  write_known_secret();
  EXPECT_EQ(SealKey::load_or_create(path).open(
                "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7DuPfUqoi-L0XWVykNjkBjxlGf4KSnaKwIOEN", "import:7"),
            "boom-vis-27");
}

TEST_F(CryptoTest, a_mac_is_keyed_BLAKE2b_with_a_key_of_its_own) {
  // Python's hashlib.blake2b with the key of salt 2 and person "lexi-mac".
  write_known_secret();
  const auto key = SealKey::load_or_create(path);
  EXPECT_EQ(key.mac("pupil:7"), "q1anWwWll7VCMjv6FL1BCOFWxow6ussVggCbgFMu8pc");
  EXPECT_NE(key.mac("pupil:7"), key.mac("pupil:8"));
  EXPECT_NE(key.mac("pupil:7"), SealKey::random().mac("pupil:7"));
}

TEST_F(CryptoTest, a_key_that_moves_is_the_same_key) {
  auto key = SealKey::random();
  const auto sealed = key.seal("x", "c");
  const auto mac = key.mac("m");
  const SealKey moved = std::move(key);
  EXPECT_EQ(moved.open(sealed, "c"), "x");
  EXPECT_EQ(moved.mac("m"), mac);
}

TEST_F(CryptoTest, the_secret_file_is_for_its_owner_and_stays_the_same) {
  const auto sealed = SealKey::load_or_create(path).seal("x", "c");
  EXPECT_EQ(SealKey::load_or_create(path).open(sealed, "c"), "x");
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(info.st_size, 32);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1)
      << "a draft was left behind";
}

TEST_F(CryptoTest, those_who_make_the_secret_at_once_agree_on_it) {
  std::array<std::string, 8> macs;
  {
    std::vector<std::jthread> makers;
    for (auto& mac : macs) {
      makers.emplace_back([&] { mac = SealKey::load_or_create(path).mac("m"); });
    }
  }
  for (const auto& mac : macs) EXPECT_EQ(mac, macs.front());
}

TEST_F(CryptoTest, says_which_secret_file_is_wrong) {
  for (const std::size_t size : {0U, 5U, 31U, 33U, 64U}) {
    write_secret(std::string(size, 'x'));
    const auto said = complaint(path);
    EXPECT_NE(said.find(path.string()), std::string::npos) << size;
    EXPECT_NE(said.find("32 bytes"), std::string::npos) << said;
  }
  EXPECT_NE(complaint(folder).find(folder.string()), std::string::npos);
  EXPECT_NE(complaint("/no/such/folder/secret").find("/no/such/folder/secret"), std::string::npos);
}

TEST_F(CryptoTest, R4_1_1_knows_well_known_passwords_and_own_words) {
  EXPECT_LT(password_guesses_log10("password1234", {}), 8);
  EXPECT_LT(password_guesses_log10("123456789012", {}), 8);
  EXPECT_GT(password_guesses_log10("Lezen-is-leuk-2026", {}), 8);
  EXPECT_GT(password_guesses_log10("feddevrieswijk", {}), 8);
  EXPECT_LT(password_guesses_log10("feddevrieswijk", {"fedde", "", "vrieswijk"}), 8);
}

TEST_F(CryptoTest, estimates_the_beginning_of_an_endless_password) {
  std::string password;
  while (password.size() < 48) password += "12";
  EXPECT_EQ(password_guesses_log10(password + std::string(100'000, '\xff'), {}),
            password_guesses_log10(password, {}));
  EXPECT_EQ(password_guesses_log10("", {}), 0);
}

}  // namespace
}  // namespace lexipoort::crypto
