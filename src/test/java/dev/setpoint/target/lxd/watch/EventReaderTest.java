package dev.setpoint.target.lxd.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetEvent.LookAt;
import dev.setpoint.target.TargetEvent.LookAtAll;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerEvent.OperationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hints of made-up events. */
class EventReaderTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final Requestor ROOT = new Requestor("root", "unix", "@");
  private static final String WEB = "/1.0/instances/web";

  private final EventReader reader = new EventReader(_ -> false, 2);

  private static LifecycleEvent event(String action, String source, Map<String, String> context) {
    return event(action, source, ROOT, context);
  }

  private static LifecycleEvent event(
      String action, String source, Requestor requestor, Map<String, String> context) {
    return new LifecycleEvent(
        action, source, EntityPath.parse(source, "default"), requestor, context, AT);
  }

  private LookAt look(LifecycleEvent event) {
    return (LookAt) reader.read(event).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "instance-updated, /1.0/instances/web, INSTANCE, web",
    "profile-updated, /1.0/profiles/small, INSTANCEPROFILE, small",
    "network-updated, /1.0/networks/front, NETWORK, front",
    "network-forward-updated, /1.0/networks/front/forwards/192.0.2.7, NETWORK, front",
    "storage-pool-updated, /1.0/storage-pools/fast, STORAGEPOOL, fast",
    "storage-volume-updated, /1.0/storage-pools/fast/volumes/custom/data, VOLUME, data",
    "project-updated, /1.0/projects/blue, PROJECT, blue"
  })
  void eventConcernsTheResourceOfItsPath(
      String action, String source, ResourceKind kind, String name) {
    LookAt hint = look(event(action, source, Map.of()));

    assertThat(hint.ids()).containsExactly(new ResourceId(kind, name));
    assertThat(hint.settled()).isTrue();
    assertThat(hint.what()).isEqualTo(action);
    assertThat(hint.culprit()).isEqualTo(new Culprit("root over the unix socket", action, AT));
  }

  @ParameterizedTest
  @CsvSource({
    "image-created, /1.0/images/0123",
    "image-alias-updated, /1.0/images/aliases/busybox",
    "network-acl-updated, /1.0/network-acls/web",
    "config-updated, /1.0"
  })
  void whatOthersMayUseAsksForALookAtAll(String action, String source) {
    assertThat(reader.read(event(action, source, Map.of()))).containsInstanceOf(LookAtAll.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instance-file-retrieved",
        "instance-console-retrieved",
        "instance-snapshot-created",
        "instance-backup-created"
      })
  void whatMovesNothingIsNoHint(String action) {
    assertThat(reader.read(event(action, WEB, Map.of()))).isEmpty();
  }

  @Test
  void stopMayBeTheBeginningOfARemoval() {
    assertThat(look(event("instance-stopped", WEB, Map.of())).settled()).isFalse();
    assertThat(look(event("instance-deleted", WEB, Map.of())).settled()).isTrue();
  }

  @Test
  void renameConcernsBothNamesAndWhatStandsAsideItsOwner() {
    LookAt hint =
        look(event("instance-renamed", "/1.0/instances/web-old-3f", Map.of("old_name", "db")));

    assertThat(hint.ids())
        .containsExactlyInAnyOrder(
            ResourceId.instance("web-old-3f"),
            ResourceId.instance("web"),
            ResourceId.instance("db"));
  }

  @Test
  void commandIsNamedAgainWhenItEnds() {
    LookAt began = look(event("instance-exec", WEB, Map.of("command", "rm /etc/motd")));
    var web = EntityPath.instance("default", "web");

    assertThat(began.settled()).isFalse();
    assertThat(reader.read(operation("Running", web))).isEmpty();
    LookAt ended = (LookAt) reader.read(operation("Success", web)).orElseThrow();
    assertThat(ended.ids()).containsExactly(ResourceId.instance("web"));
    assertThat(ended.settled()).isTrue();
    assertThat(ended.culprit())
        .isEqualTo(new Culprit("root over the unix socket", "instance-exec [rm /etc/motd]", AT));
    assertThat(reader.read(operation("Success", web)).flatMap(EventReaderTest::culprit)).isEmpty();
  }

  private static Optional<Culprit> culprit(TargetEvent event) {
    return Optional.ofNullable(((LookAt) event).culprit());
  }

  private static OperationEvent operation(String status, EntityPath instance) {
    return new OperationEvent("1", "Executing command", status, "", List.of(instance), AT);
  }

  @Test
  void pushedFileIsNamed() {
    var who = new Requestor("0123456789abcdef0123", "tls", "10.0.0.5:40112");

    LookAt hint =
        look(event("instance-file-pushed", WEB, who, Map.of("file-destination", "/etc/motd")));

    assertThat(hint.culprit())
        .isEqualTo(
            new Culprit(
                "certificate 0123456789ab… from 10.0.0.5", "instance-file-pushed /etc/motd", AT));
  }

  @Test
  void addressOfVersionSixKeepsItsColons() {
    var who = new Requestor("ab", "tls", "[2001:db8::5]:40112");

    assertThat(requireNonNull(look(event("instance-updated", WEB, who, Map.of())).culprit()).who())
        .isEqualTo("certificate ab from [2001:db8::5]");
  }

  @Test
  void whatSomebodyMustHaveAskedForIsToldEvenWithoutAName() {
    var command = event("instance-exec", WEB, Requestor.NOBODY, Map.of("command", "sh"));

    assertThat(look(command).culprit())
        .isEqualTo(new Culprit("somebody whom the server does not name", "instance-exec [sh]", AT));
  }

  @Test
  void nobodyIsBlamedForWhatTheServerOrThisProcessDid() {
    var own = new EventReader(_ -> true, 2);

    assertThat(look(event("instance-shutdown", WEB, Requestor.NOBODY, Map.of())).culprit())
        .isNull();
    assertThat(own.read(event("instance-updated", WEB, Map.of())).flatMap(EventReaderTest::culprit))
        .isEqualTo(Optional.empty());
  }
}
