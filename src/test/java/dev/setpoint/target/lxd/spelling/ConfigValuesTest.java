package dev.setpoint.target.lxd.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as one value. */
class ConfigValuesTest {
  @ParameterizedTest
  @CsvSource({
    "1GB, 1000MB",
    "2GiB, 2048MiB",
    "10240, 10KiB",
    "10240B, 10KiB",
    "10 bytes, 10B",
    "1000kb, 1MB",
    "100Mbit, 100000kbit"
  })
  void oneSizeHasOneSpelling(String one, String other) {
    assertThat(Sizes.normal(one)).isEqualTo(Sizes.normal(other));
  }

  @ParameterizedTest
  @CsvSource({"1GB, 1GiB", "1Mbit, 1MB", "50%, 50", "100iops, 100", "0, 1"})
  void differentSizesStayDifferent(String one, String other) {
    assertThat(Sizes.normal(one)).isNotEqualTo(Sizes.normal(other));
  }

  @ParameterizedTest
  @CsvSource({"50%", "100iops", "none", "1.5GB", "10XB"})
  void whatIsNoSizeStays(String text) {
    assertThat(Sizes.normal(text)).isEqualTo(text);
  }

  @Test
  void shortestSpellingIsShown() {
    assertThat(Sizes.normal("1073741824")).isEqualTo("1GiB");
    assertThat(Sizes.normal("1000000000")).isEqualTo("1GB");
    assertThat(Sizes.normal("1024000000000")).isEqualTo("1024GB");
    assertThat(Sizes.normal("0")).isEqualTo("0B");
  }

  @Test
  void keyDecidesWhatAValueIs() {
    assertThat(ConfigValues.normal("security.nesting", "1")).isEqualTo("true");
    assertThat(ConfigValues.normal("ipv4.nat", "yes")).isEqualTo("true");
    assertThat(ConfigValues.normal("boot.autostart.priority", "1")).isEqualTo("1");
    assertThat(ConfigValues.normal("limits.cpu", "1")).isEqualTo("1");
    assertThat(ConfigValues.normal("limits.memory", "1024MiB")).isEqualTo("1GiB");
    assertThat(ConfigValues.normal("user.size", "1024MiB")).isEqualTo("1024MiB");
    assertThat(ConfigValues.normal("user.answer", "yes")).isEqualTo("yes");
    assertThat(ConfigValues.normal("security.idmap.size", "1")).isEqualTo("1");
    assertThat(ConfigValues.normal("size", "10737418240")).isEqualTo("10GiB");
  }
}
