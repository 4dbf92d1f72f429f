package dev.setpoint.target.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are taken for secrets. */
class SecretWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: hunter2",
        "export DB_PASSWORD=hunter2",
        "serve --auth-token=abc",
        "postgres://app:hunter2@db/shop",
        "api_key = 'abc'"
      })
  void hearsASecretInAText(String text) {
    assertThat(SecretWords.inText(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lock_passwd: true",
        "password: $DB_PASSWORD",
        "--token-file=/run/secrets/token",
        "https://db.example/shop",
        "ssh://git@git.example/shop",
        "a word and another"
      })
  void doesNotHearOneWhereNoneIs(String text) {
    assertThat(SecretWords.inText(text)).isFalse();
  }

  @Test
  void hearsASecretInTheWordBehindAnOption() {
    assertThat(SecretWords.inCommand(List.of("serve", "--password", "hunter2"))).isTrue();
    assertThat(SecretWords.inCommand(List.of("serve", "--password-file", "/run/p"))).isFalse();
    assertThat(SecretWords.inCommand(List.of("passwd", "-l", "root"))).isFalse();
  }

  @Test
  void aValueIsSecretByItsNameOrByAPasswordInIt() {
    assertThat(SecretWords.isSecret("DB_PASSWORD", "x")).isTrue();
    assertThat(SecretWords.isSecret("DATABASE_URL", "postgres://a:b@c/d")).isTrue();
    assertThat(SecretWords.isSecret("DB_PASSWORD", "")).isFalse();
    assertThat(SecretWords.isSecret("GREETING", "hello")).isFalse();
  }
}
