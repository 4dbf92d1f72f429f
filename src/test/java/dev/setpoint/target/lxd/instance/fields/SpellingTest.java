package dev.setpoint.target.lxd.instance.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.field.FieldValue;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings of one value are one value. */
class SpellingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits.memory | 1GB | 1000MB
          limits.memory | 2GiB | 2048MiB
          limits.memory | 1024kB | 1024000
          limits.memory | 512 | 512B
          limits.memory | 1EiB | 1024PiB
          limits.memory | 50% | 50%
          limits.memory.swap | yes | true
          limits.memory.swap | 1GiB | 1024MiB
          limits.hugepages.2MB | 4MB | 4000kB
          limits.cpu | 0-3 | 0,1,2,3
          limits.cpu | 3, 1,0-1 | 0-1,3
          limits.cpu | 2-2 | 2-2
          limits.cpu | 4 | 4
          security.nesting | true | 1
          security.privileged | on | YES
          security.protection.delete | off | False
          security.idmap.isolated | 0 | no
          boot.autostart | true | 1
          boot.autostart.priority | 03 | 3
          snapshots.expiry | 1w 2d | 2d  1w
          volatile.eth0.hwaddr | 00:16:3E:AA:BB:CC | 00:16:3e:aa:bb:cc
          cloud-init.user-data | #cloud-config | #cloud-config
          """)
  void sameOptionInTwoSpellingsIsEqual(String key, String one, String other) {
    assertThat(Spelling.config(Map.of(key, one))).isEqualTo(Spelling.config(Map.of(key, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits.memory | 1GB | 1GiB
          limits.memory | 1 | 1kB
          limits.memory | 50% | 50
          limits.cpu | 1 | 1-1
          limits.cpu | 0-3 | 4
          limits.cpu | 9-1 | 1-9
          limits.cpu | 0-99999 | 0-1
          security.nesting | true | false
          user.flag | 1 | true
          environment.SIZE | 1GB | 1000MB
          snapshots.expiry | 7d | 1w
          cloud-init.user-data | a | b
          """)
  void whatTheServerTreatsDifferentlyIsNotEqual(String key, String one, String other) {
    assertThat(Spelling.config(Map.of(key, one))).isNotEqualTo(Spelling.config(Map.of(key, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          disk | size | 10GiB | 10240MiB
          disk | readonly | true | 1
          disk | limits.read | 10MB | 10000kB
          disk | limits.read | 100iops | 100 IOPS
          nic | limits.ingress | 100Mbit | 100000kbit
          nic | hwaddr | 00:16:3E:00:00:01 | 00:16:3e:00:00:01
          nic | mtu | 1500 | 01500
          proxy | nat | yes | true
          """)
  void sameDeviceKeyInTwoSpellingsIsEqual(String type, String key, String one, String other) {
    assertThat(Spelling.device(Map.of("type", type, key, one)))
        .isEqualTo(Spelling.device(Map.of("type", type, key, other)));
  }

  @ParameterizedTest
  @CsvSource({"amd64,x86_64", "arm64,aarch64", "x86_64,x86_64", "i386,i686"})
  void architecturesHaveOneName(String written, String name) {
    assertThat(Spelling.architecture(written)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"cloud-init.user-data", "cloud-init.network-config", "user.user-data"})
  void textsOfCloudInitAreKnownByTheirDigestAlone(String key) {
    assertThat(Spelling.config(Map.of(key, "password: secret")).get(key))
        .isInstanceOfSatisfying(
            FieldValue.Text.class,
            text -> assertThat(text.text()).startsWith("sha256:").doesNotContain("secret"));
  }
}
