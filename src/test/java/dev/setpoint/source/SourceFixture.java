package dev.setpoint.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.RepositoryTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Sources over a remote, with small limits and a clock that stands. */
final class SourceFixture {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private SourceFixture() {}

  static SourceSettings settings(String url) {
    return settings(url, "", "", SourceLimits.standard());
  }

  static SourceSettings settings(String url, String branch, String path, SourceLimits limits) {
    return settings(url, branch, path, limits, SourceCredentials.none());
  }

  static SourceSettings settings(
      String url, String branch, String path, SourceLimits limits, SourceCredentials credentials) {
    return new SourceSettings(
        url, branch, path, Duration.ofSeconds(15), credentials, limits, true, true);
  }

  static GitSource source(SourceSettings settings, Path store) {
    return new GitSource(settings, store, InstantSource.fixed(NOW), new Random(7));
  }

  static RepositoryTree advanced(SourceResult result) {
    assertThat(result).isInstanceOf(SourceResult.Advanced.class);
    return ((SourceResult.Advanced) result).tree();
  }

  static SourceResult.Held held(SourceResult result, SourceFailure reason) {
    assertThat(result).isInstanceOf(SourceResult.Held.class);
    SourceResult.Held held = (SourceResult.Held) result;
    assertThat(held.reason()).as(held.message()).isEqualTo(reason);
    assertThat(held.message()).contains(reason.problem()).contains(reason.remedy());
    return held;
  }

  static SourceResult.Failed failed(SourceResult result, SourceFailure reason) {
    assertThat(result).isInstanceOf(SourceResult.Failed.class);
    SourceResult.Failed failed = (SourceResult.Failed) result;
    assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
    assertThat(failed.message()).contains(reason.problem()).contains(reason.remedy());
    return failed;
  }
}
