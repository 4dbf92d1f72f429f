package dev.setpoint.target.lxd.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetEvent.LookAt;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is heard of changes on a real server. */
@Tag("engine")
abstract class WatchContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final EntityPath SMALL = EntityPath.profile("default", "watched-small");
  private static final EntityPath WEB = EntityPath.instance("default", "watched");
  private static final ResourceId SMALL_ID =
      new ResourceId(ResourceKind.INSTANCEPROFILE, SMALL.name());
  private static final ResourceId WEB_ID = ResourceId.instance(WEB.name());

  private final OwnCalls ours;
  private final HttpServer others;
  private final List<TargetEvent> heard = new CopyOnWriteArrayList<>();
  private AutoCloseable watch = () -> {};

  WatchContract(Servers which) {
    this.ours = new OwnCalls(which.server(), InstantSource.system());
    this.others = which.server();
  }

  @BeforeEach
  void listen() {
    clear();
    watch = new ServerWatch(ours, "watched", EventLimits.standard()).start(heard::add);
    await()
        .atMost(PATIENCE)
        .until(() -> heard.stream().anyMatch(TargetEvent.LookAtAll.class::isInstance));
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
    clear();
    ours.close();
    others.close();
  }

  private void clear() {
    others
        .find(WEB)
        .ifPresent(found -> {
          if (found.json().path("status").asText().equals("Running")) {
            others.change(WEB, StateChange.kill());
          }
          others.delete(WEB);
        });
    others.find(SMALL).ifPresent(_ -> others.delete(SMALL));
  }

  private static ObjectNode body() {
    return new ObjectMapper().createObjectNode();
  }

  private LookAt hint(ResourceId id, Predicate<LookAt> which) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                heard.stream()
                    .filter(LookAt.class::isInstance)
                    .map(LookAt.class::cast)
                    .filter(look -> look.ids().contains(id) && which.test(look))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void othersAreNamedAndWeAreNot() {
    ours.create(SMALL, body());
    assertThat(hint(SMALL_ID, look -> look.what().equals("profile-created")).culprit()).isNull();

    others.delete(SMALL);
    others.create(EntityPath.profile("default", "watched-small-2"), body());
    others.delete(EntityPath.profile("default", "watched-small-2"));

    LookAt stranger =
        hint(
            new ResourceId(ResourceKind.INSTANCEPROFILE, "watched-small-2"),
            look -> look.what().equals("profile-deleted"));
    assertThat(requireNonNull(stranger.culprit()).who()).isEqualTo("root over the unix socket");
    assertThat(requireNonNull(stranger.culprit()).what()).isEqualTo("profile-deleted");
    hint(SMALL_ID, look -> look.what().equals("profile-deleted"));
  }

  @Test
  void whatIsDoneInsideAnInstanceIsNamed() {
    ObjectNode body = body();
    body.putObject("source").put("type", "image").put("alias", "busybox");
    others.create(WEB, body);
    others.change(WEB, StateChange.start());
    hint(WEB_ID, look -> look.what().equals("instance-started"));

    others.exec(WEB, ExecRequest.of(PATIENCE, "rm", "-f", "/etc/motd"));
    LookAt ended = hint(WEB_ID, look -> look.what().equals("end of a command"));
    assertThat(requireNonNull(ended.culprit()).what()).isEqualTo("instance-exec [rm -f /etc/motd]");

    byte[] text = "hello\n".getBytes(StandardCharsets.UTF_8);
    others.putFile(WEB, "/etc/motd", InstanceFile.of(FileInfo.file(0, 0, 0644), text));
    LookAt pushed = hint(WEB_ID, look -> look.what().equals("instance-file-pushed"));
    assertThat(requireNonNull(pushed.culprit()).what()).isEqualTo("instance-file-pushed /etc/motd");

    others.deleteFile(WEB, "/etc/motd");
    LookAt deleted = hint(WEB_ID, look -> look.what().equals("instance-file-deleted"));
    assertThat(requireNonNull(deleted.culprit()).what())
        .isEqualTo("instance-file-deleted /etc/motd");
  }
}
