package dev.setpoint.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that come from elsewhere: tokens, names and addresses. */
class JoinTokenTest {
  private static final JoinToken TOKEN = JoinToken.make("ab".repeat(32), new SecureRandom());

  @Test
  void isReadAsItWasWritten() {
    JoinToken back = JoinToken.parse(TOKEN.text()).orElseThrow();
    assertThat(back.text()).isEqualTo(TOKEN.text());
    assertThat(back.id()).isEqualTo(TOKEN.id());
    assertThat(TOKEN.text()).matches("[A-Za-z0-9._-]+");
  }

  @Test
  void keepsItsSecretOutOfPrints() {
    assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
    PersonToken person = PersonToken.make(new SecureRandom());
    assertThat(person.toString()).doesNotContain(person.text().substring(22));
  }

  /** Cases T4, T16: one form of one version, and no character that means something to anybody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%s ",
        " %s",
        "%s\n",
        "%s\r\nX: y",
        "%s;id",
        "%s$(id)",
        "%s`id`",
        "%s'",
        "%s\"",
        "%s|id",
        "%s=",
        "%s.x",
        "x%s",
        "%s\u0000"
      })
  void isNothingElse(String form) {
    assertThat(JoinToken.parse(form.formatted(TOKEN.text()))).isEmpty();
    assertThat(JoinToken.parse(TOKEN.text().replace("sp1.", "sp0."))).isEmpty();
    assertThat(JoinToken.parse(TOKEN.text().replace("sp1.", ""))).isEmpty();
  }

  /** Case T8: what a person reads is what is meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web1\n",
        "web1\r",
        "we\u001b[31mb1",
        "web1\u202e",
        "web\u200b1",
        "w\u0435b1",
        "Web1",
        "-web1",
        ".web1",
        "web 1",
        "web/1",
        "web1;id",
        "web'1",
        "*",
        "web1\u0000",
        "../web1"
      })
  void refusesNamesThatDeceive(String name) {
    assertThat(Names.isNode(name)).isFalse();
    assertThatThrownBy(
            () -> PastedCommand.of(JoinAddress.of("setpoint.example", 7438), TOKEN, name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesTheNamesOfManifests() {
    assertThat(Names.isNode("web1")).isTrue();
    assertThat(Names.isNode("0.eu-west_2")).isTrue();
    assertThat(Names.isNode("a".repeat(63))).isTrue();
    assertThat(Names.isNode("a".repeat(64))).isFalse();
    assertThat(Names.isPerson("ada@example.org")).isTrue();
    assertThat(Names.isPerson(People.OWNER.name())).isFalse();
  }

  /** Case T16: an address is a host and a port. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a:1",
        "https://a/b",
        "https://a:1/",
        "https://a b",
        "https://a';id;'",
        "https://a$(id)",
        "https://u@a",
        "https://-o",
        "https://a?x",
        "https://a#x",
        "https://a\n",
        "https://a:123456"
      })
  void refusesAddressesThatAreMoreThanThat(String address) {
    assertThat(JoinAddress.parse(address)).isEmpty();
  }

  @Test
  void writesAddressesOfBothKinds() {
    assertThat(JoinAddress.of("10.0.0.1", 7438)).isEqualTo(URI.create("https://10.0.0.1:7438"));
    assertThat(JoinAddress.of("fd00::1", 7438)).isEqualTo(URI.create("https://[fd00::1]:7438"));
  }
}
