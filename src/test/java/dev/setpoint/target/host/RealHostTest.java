package dev.setpoint.target.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.target.TargetEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Debian with systemd, disturbed by hand in every field and put right. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealHostTest {
  private static final String APP =
      """
      files:
        /opt/app: {directory: true}
        /opt/app/run: {content: "#!/bin/sh\\nexec sleep 100000\\n", mode: "0755"}
        /etc/app.conf: {content: "a=1\\n", mode: "0644", owner: root, group: mail}
      units:
        app.service:
          content: "[Service]\\nExecStart=/opt/app/run\\n[Install]\\nWantedBy=multi-user.target\\n"
          dropIns: {limits: "[Service]\\nMemoryMax=100M\\n"}
          active: true
          enabled: true
          restartOn: [file//etc/app.conf]
        quiet.service:
          content: "[Service]\\nExecStart=sleep 100000\\n[Install]\\nWantedBy=multi-user.target\\n"
          active: false
          enabled: false
        rpcbind.socket: {masked: true}
      """;

  private static final String PACKAGES =
      """
      packages:
        sp-one: {version: ">= 1.0, < 2", hold: true, verify: true}
        sp-two: absent
        sp-three: latest
      """;

  @TempDir private Path attic;
  private RealHost host;
  private HostNode node;

  @BeforeAll
  void start() throws IOException {
    host = RealHost.start();
    host.sh(TestArchive.SCRIPT);
  }

  @AfterAll
  void stop() {
    host.close();
  }

  @BeforeEach
  void aNode() {
    node = new HostNode(HostNode.machine(host.root(), attic, host.programs()));
  }

  @AfterEach
  void close() {
    node.close();
  }

  /**
   * A field that somebody changes.
   *
   * @param byHand what is typed on the host
   * @param difference what is seen then; a star stands for anything
   */
  record Case(String declared, String byHand, String difference, Class<? extends Correction> by) {
    @Override
    public String toString() {
      return byHand;
    }
  }

  private static Case update(String declared, String byHand, String difference) {
    return new Case(declared, byHand, difference, Correction.Update.class);
  }

  static Stream<Case> cases() {
    return Stream.of(files(), units(), packages()).flatMap(cases -> cases);
  }

  private static Stream<Case> files() {
    var conf = "file//etc/app.conf ";
    return Stream.of(
        update(APP, "echo a=2 > /etc/app.conf", conf + "spec.content: sha256:* -> sha256:*"),
        update(APP, "chmod 600 /etc/app.conf", conf + "spec.mode: 0600 -> 0644"),
        update(APP, "chown mail /etc/app.conf", conf + "spec.owner: mail -> root"),
        update(APP, "chgrp adm /etc/app.conf", conf + "spec.group: adm -> mail"),
        update(APP, "rm /etc/app.conf", conf + "spec.type: absent -> file"));
  }

  private static Stream<Case> units() {
    var app = "unit/app.service ";
    return Stream.of(
        new Case(
            APP,
            "systemctl stop app",
            app + "spec.state: stopped -> running",
            Correction.Start.class),
        new Case(
            APP,
            "systemctl kill -s KILL app; while systemctl -q is-active app; do :; done",
            app + "spec.state: failed -> running",
            Correction.Start.class),
        new Case(
            APP,
            "systemctl start quiet",
            "unit/quiet.service spec.state: running -> stopped",
            Correction.Stop.class),
        update(APP, "systemctl disable -q app", app + "spec.enabled: false -> true"),
        update(APP, "systemctl enable -q quiet", "unit/quiet.service spec.enabled: true -> false"),
        update(
            APP,
            "systemctl unmask -q rpcbind.socket",
            "unit/rpcbind.socket spec.masked: false -> true"),
        update(
            APP,
            "printf '[Service]\\nEnvironment=EVIL=1\\n' >/etc/systemd/system/app.service.d/x.conf;"
                + " systemctl daemon-reload",
            app + "spec.dropIns: [/etc/systemd/system/app.service.d/x.conf] -> []"),
        update(
            APP,
            "mkdir -p /run/systemd/system/app.service.d;"
                + " echo '[Service]' >/run/systemd/system/app.service.d/y.conf",
            app + "spec.dropIns: [/run/systemd/system/app.service.d/y.conf] -> []"),
        new Case(
            APP,
            "touch -d tomorrow /etc/systemd/system/app.service",
            app + "spec.loaded: older than its files -> current",
            Correction.Restart.class),
        new Case(
            APP,
            "touch /etc/app.conf",
            app + "spec.process: older than file//etc/app.conf -> current",
            Correction.Restart.class));
  }

  private static Stream<Case> packages() {
    return Stream.of(
        update(
            PACKAGES,
            "apt-mark -q unhold sp-one; apt-get -qq remove -y sp-one",
            "package/sp-one spec.state: purged -> installed"),
        update(PACKAGES, "apt-mark -q unhold sp-one", "package/sp-one spec.hold: false -> true"),
        update(
            PACKAGES,
            "apt-get -qq install -y --allow-change-held-packages sp-one=2.0",
            "package/sp-one spec.version: 2.0 -> >= 1.0, < 2"),
        update(
            PACKAGES,
            "echo tampered >/usr/share/sp-one/data; touch -d 2001-01-01 /var/lib/dpkg/status",
            "package/sp-one spec.files: [/usr/share/sp-one/data] -> []"),
        update(
            PACKAGES,
            "apt-get -qq install -y sp-two",
            "package/sp-two spec.state: installed -> absent"),
        update(
            PACKAGES,
            "apt-get -qq install -y --allow-downgrades sp-three=1.0",
            "package/sp-three spec.version: 1.0 -> latest"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFieldIsSeenCorrectedAndQuietThen(Case field) {
    String declared =
        field.byHand().contains("sp-one=2.0")
            ? field.declared().replace("hold: true", "allowDowngrade: true, hold: true")
            : field.declared();
    node.keep(declared);
    host.sh(field.byHand());
    node.forgetChecks();

    assertThat(node.differences())
        .anySatisfy(seen -> assertThat(seen).matches(asPattern(field.difference())));
    var pass = node.node().pass().mustSucceed();

    assertThat(pass.plan().corrections())
        .anySatisfy(correction -> assertThat(correction).isInstanceOf(field.by()));
    node.node().settle();
    node.node().mustBeQuiet();
  }

  private static String asPattern(String text) {
    return java.util.Arrays.stream(text.split("\\*", -1))
        .map(java.util.regex.Pattern::quote)
        .collect(java.util.stream.Collectors.joining(".*"));
  }

  @Test
  void aHundredFilesTwentyPackagesAndTwentyUnitsStayAsTheyAre() {
    var text = new StringBuilder("files:\n");
    IntStream.range(0, 100)
        .forEach(i ->
            text.append(
                "  /etc/many-%d: {content: \"%d\", mode: \"0644\", owner: root}%n"
                    .formatted(i, i)));
    text.append("packages:\n");
    host.sh("dpkg-query -W -f '${Package}\\n' | grep -v '^sp-' | head -20")
        .lines()
        .forEach(name -> text.append("  %s: present%n".formatted(name)));
    text.append("units:\n");
    host.sh(
            "systemctl list-units --all --plain --no-legend --type=service,socket,timer --state=active"
                + " | awk '{print $1}' | grep -E '^[a-zA-Z0-9:_.@-]+$' | head -20")
        .lines()
        .forEach(name -> text.append("  %s: {active: true}%n".formatted(name)));

    node.keep(text.toString());

    for (int pass = 0; pass < 10; pass++) {
      assertThat(node.node().pass().plan().corrections()).as("pass %d", pass).isEmpty();
    }
  }

  @Test
  void waitsForSomebodyElsesAptToEnd() {
    node.keep("packages: {sp-two: absent}");
    host.sh("apt-get -qq install -y sp-two");
    host.sh("nohup flock /var/lib/dpkg/lock-frontend sleep 3 >/dev/null 2>&1 &");

    node.heal();

    assertThat(host.sh("dpkg-query -W -f '${Status}' sp-two 2>&1 || true"))
        .doesNotContain("install ok installed");
  }

  @Test
  void aPackageWhoseScriptFailsIsNamedAndTheOthersComeAllTheSame() {
    node.declare("packages: {sp-broken: present, sp-four: present}");

    assertThat(node.outcomes())
        .anySatisfy(outcome -> assertThat(outcome).contains("PACKAGE_BROKEN"))
        .anySatisfy(outcome -> assertThat(outcome).contains("detail=installed"));
    host.sh("dpkg --purge --force-all sp-broken || true; dpkg --configure -a");
  }

  @Test
  void aFullDiskAndAReadOnlyOneAreSaidAndLeaveTheFormerContent() {
    host.sh("mkdir -p /mnt/small; mount -t tmpfs -o size=16k tmpfs /mnt/small");
    try {
      node.with("big", "x".repeat(100_000));
      node.keep("files: {/mnt/small/file: {content: small}}");
      node.declare("files: {/mnt/small/file: {from: big}}");
      assertThat(node.outcomes()).singleElement().asString().contains("DISK_FULL");
      host.sh("mount -o remount,ro /mnt/small");
      assertThat(node.outcomes()).singleElement().asString().contains("mount the file system");

      assertThat(host.sh("cat /mnt/small/file; ls -A /mnt/small")).isEqualTo("smallfile");
    } finally {
      host.sh("umount /mnt/small");
    }
  }

  @Test
  void toldOfChangesOfFilesUnitsAndPackages() throws Exception {
    node.keep(APP + PACKAGES);
    var heard = new ConcurrentLinkedQueue<String>();
    try (var listening =
        node.target()
            .watch(event -> {
              if (event instanceof TargetEvent.LookAt look) {
                look.ids().forEach(id -> heard.add(id.toString()));
              }
              if (event instanceof TargetEvent.LookAtAll all) {
                heard.add(all.why());
              }
            })) {
      assertThat(listening).isNotNull();
      await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("systemd is listened to"));
      for (var each :
          List.of(
              List.of("echo >>/etc/app.conf", "file//etc/app.conf"),
              List.of("systemctl stop app", "unit/app.service"),
              List.of("apt-mark -q unhold sp-one", "package/sp-one"))) {
        heard.clear();
        host.sh(each.getFirst());
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains(each.getLast()));
      }
    }
    node.node().settle();
  }

  @Test
  void aUnitThatDoesNotStartIsNamedWithItsJournal() {
    node.declare(
        """
        units:
          bad.service: {content: "[Service]\\nType=oneshot\\nExecStart=/nowhere\\n", active: true}
        """);

    assertThat(node.outcomes())
        .anySatisfy(outcome -> assertThat(outcome).contains("START_FAILED", "/nowhere"));
    node.keep("files: {/etc/systemd/system/bad.service: {absent: true}}");
  }
}
