package dev.setpoint.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings accept, and what they say about what they do not. */
class SourceSettingsTest {
  private static final SourceCredentials KEY =
      new SourceCredentials.SshKey(Path.of("/k"), Path.of("/known"));
  private static final List<String> REFUSED_URLS =
      List.of(
          "",
          "   ",
          "--upload-pack=touch /tmp/x",
          "https://host.example/fleet.git\r\nX: y",
          "ext::sh -c touch% /tmp/x",
          "fd::17",
          "https://user:hunter2@host.example/fleet.git",
          "https://user:hunter2/hunter2@host.example/fleet.git",
          "https://user:hunter2@host.example/fleet.git\n",
          "https://ghp_token@host.example/fleet.git",
          "ssh://git:hunter2@host.example/fleet.git",
          "https://host.example/fleet.git?private_token=hunter2",
          "http://host.example/fleet.git",
          "git://host.example/fleet.git",
          "ftp://host.example/fleet.git",
          "file:///srv/fleet.git",
          "/srv/fleet.git",
          "../fleet.git",
          "https://h\u043est.example/fleet.git",
          "https:///fleet.git",
          "https://host.example/",
          "ssh://-oProxyCommand=touch/fleet.git");

  private static SourceSettings settings(String url, SourceCredentials credentials) {
    return new SourceSettings(
        url, "", "", Duration.ofSeconds(15), credentials, SourceLimits.standard(), false, false);
  }

  @Test
  void refusesUrlsAndSaysWhatToWriteInstead() {
    String said =
        REFUSED_URLS.stream()
            .map(SourceSettingsTest::refusal)
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(said).doesNotContain("hunter2", "ghp_token");
    Golden.assertMatches("url-refusals.txt", said);
  }

  private static String refusal(String url) {
    var thrown = catchThrowableOfType(IllegalArgumentException.class, () -> SourceSettings.of(url));
    assertThat(thrown).as(url).isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host.example/fleet.git", "https://host.example:8443/team/fleet"})
  void takesHttps(String url) {
    assertThat(settings(url, SourceCredentials.none()).address().way())
        .isEqualTo(SourceAddress.Way.HTTP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh://git@host.example/fleet.git",
        "ssh://git@host.example:2222/fleet.git",
        "git@host.example:team/fleet.git",
        "host.example:fleet.git"
      })
  void takesSshWithAKey(String url) {
    assertThat(settings(url, KEY).address().way()).isEqualTo(SourceAddress.Way.SSH);
    assertThatThrownBy(() -> settings(url, SourceCredentials.none()))
        .hasMessageContaining("ssh takes a key file and a known_hosts file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/fleet.git", "fleet", "./a b", "file:///srv/fleet.git"})
  void takesLocalPathsThatTheOperatorTyped(String url) {
    assertThat(SourceSettings.ofOperator(url).address().way()).isEqualTo(SourceAddress.Way.LOCAL);
  }

  @Test
  void sendsATokenOverHttpOnly() {
    var token = new SourceCredentials.UserToken("u", Path.of("/t"));
    assertThatThrownBy(() -> settings("ssh://git@host.example/fleet.git", token))
        .hasMessageStartingWith("the credentials do not fit the URL ssh://git@host.example");
    assertThat(settings("https://host.example/fleet.git", token).toString())
        .contains("tokenFile=/t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "a/../b", "..", "a//b", ".git", "a\\b", "a/./b"})
  void refusesPathsThatLeaveTheRepository(String path) {
    assertThatThrownBy(() ->
            SourceFixture.settings("https://host.example/x.git", "", path, SourceLimits.standard()))
        .hasMessageContaining("it must name a directory below the repository's root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a..b", "a b", "x.lock", "~"})
  void refusesBranchesThatGitDoesNotAllow(String branch) {
    assertThatThrownBy(() ->
            SourceFixture.settings(
                "https://host.example/x.git", branch, "", SourceLimits.standard()))
        .hasMessageContaining("git allows no such name");
  }

  @Test
  void spreadsTheWaitOverAFifthEitherWay() {
    Random random = new Random(1);
    List<Long> waits =
        java.util.stream.Stream.generate(
                () -> SourceSettings.jittered(Duration.ofSeconds(10), random).toMillis())
            .limit(1000)
            .toList();
    assertThat(waits).allMatch(w -> w >= 8000 && w <= 12000);
    assertThat(waits).anyMatch(w -> w < 8200).anyMatch(w -> w > 11800);
  }

  @Test
  void refusesAPollIntervalBelowASecond() {
    assertThatThrownBy(() ->
            new SourceSettings(
                "https://host.example/x.git",
                "",
                "",
                Duration.ofMillis(10),
                SourceCredentials.none(),
                SourceLimits.standard(),
                false,
                false))
        .hasMessage("the poll interval PT0.01S is below one second; write at least 1s");
  }
}
