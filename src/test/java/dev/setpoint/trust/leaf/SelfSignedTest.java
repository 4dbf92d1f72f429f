package dev.setpoint.trust.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates without an authority. */
class SelfSignedTest {
  @Test
  void certificateProvesItself() throws GeneralSecurityException {
    var keys = Keys.make(new SecureRandom());
    var now = Instant.parse("2026-03-01T10:00:00Z");

    var made = SelfSigned.of(keys, "setpoint", now, Duration.ofDays(30), new SecureRandom());

    made.verify(keys.getPublic());
    made.checkValidity(Date.from(now));
    assertThat(made.getVersion()).isEqualTo(3);
    assertThat(made.getSerialNumber().signum()).isPositive();
    assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=setpoint");
    assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
    assertThat(made.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(30)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z"})
  void timesAreWrittenAsTheirYearWantsThem(String end) throws GeneralSecurityException {
    var now = Instant.parse("2049-06-01T00:00:00Z");
    var life = Duration.between(now, Instant.parse(end));

    var made =
        SelfSigned.of(Keys.make(new SecureRandom()), "setpoint", now, life, new SecureRandom());

    assertThat(made.getNotAfter().toInstant()).isEqualTo(end);
  }
}
