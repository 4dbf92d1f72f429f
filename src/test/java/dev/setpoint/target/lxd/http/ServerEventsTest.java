package dev.setpoint.target.lxd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerEvent;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.api.StateChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real servers tell while something happens, and what becomes of calls that take too long. */
@Tag("engine")
class ServerEventsTest {
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final EntityPath EAR = EntityPath.instance(EntityPath.DEFAULT_PROJECT, "ear");

  private static void make(HttpServer server) {
    remove(server);
    ObjectNode body = HttpCalls.JSON.createObjectNode();
    body.putObject("source").put("type", "image").put("alias", "busybox");
    server.create(EAR, body);
    server.change(EAR, StateChange.start());
    ServerContract.up(server, EAR);
  }

  private static void remove(HttpServer server) {
    if (server.find(EAR).isPresent()) {
      if (ServerContract.isRunning(server.get(EAR).json())) {
        server.change(EAR, StateChange.kill());
      }
      server.delete(EAR);
    }
  }

  /** Listens on a thread of its own until the handle is closed. */
  private record Ear(
      List<ServerEvent> heard, CompletableFuture<AutoCloseable> opened, CompletableFuture<Void> end)
      implements AutoCloseable {
    static Ear of(HttpServer server) {
      var heard = new CopyOnWriteArrayList<ServerEvent>();
      var opened = new CompletableFuture<AutoCloseable>();
      var end =
          CompletableFuture.runAsync(
              () -> server.events(opened::complete, heard::add),
              Executors.newVirtualThreadPerTaskExecutor());
      opened.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).join();
      return new Ear(heard, opened, end);
    }

    Optional<LifecycleEvent> lifecycle(String action) {
      return heard.stream()
          .filter(LifecycleEvent.class::isInstance)
          .map(LifecycleEvent.class::cast)
          .filter(event -> event.action().equals(action) && event.name().equals("ear"))
          .findFirst();
    }

    LifecycleEvent awaited(String action) {
      await().atMost(WAIT).until(() -> lifecycle(action).isPresent());
      return lifecycle(action).orElseThrow();
    }

    @Override
    public void close() throws ExecutionException, TimeoutException {
      ServerTrustTest.close(opened.join());
      try {
        end.get(WAIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void tellWhoDidWhat(Servers which) throws ExecutionException, TimeoutException {
    try (var server = which.server();
        var ear = Ear.of(server)) {
      make(server);
      server.exec(EAR, ExecRequest.of(WAIT, "echo", "hello", "you"));
      var text = InstanceFile.of(FileInfo.file(0, 0, 0644), new byte[] {'a'});
      server.putFile(EAR, "/etc/heard", text);
      remove(server);

      LifecycleEvent deleted = ear.awaited("instance-deleted");
      assertThat(deleted.entity()).contains(EAR);
      assertThat(deleted.at()).isAfter(Instant.EPOCH);
      // LXD 5.0 tells it of the run state alone.
      boolean always = which == Servers.INCUS;
      assertThat(deleted.requestor().isKnown()).isEqualTo(always);
      assertThat(ear.awaited("instance-exec").requestor().isKnown()).isEqualTo(always);
      Requestor self = server.info().self();
      assertThat(ear.awaited("instance-stopped").requestor()).isEqualTo(self);
      assertThat(ear.awaited("instance-started").requestor()).isEqualTo(self);
      for (String action : List.of("instance-created", "instance-started", "instance-stopped")) {
        assertThat(ear.lifecycle(action)).as(action).isPresent();
      }
      assertThat(ear.awaited("instance-exec").context()).containsEntry("command", "echo hello you");
      assertThat(ear.awaited("instance-file-pushed").context().values()).contains("/etc/heard");
      assertThat(ear.heard())
          .anySatisfy(event ->
              assertThat(event)
                  .isInstanceOfSatisfying(
                      ServerEvent.OperationEvent.class,
                      operation -> {
                        assertThat(operation.status()).isEqualTo("Success");
                        assertThat(operation.resources()).contains(EAR);
                      }));
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void listenerThatDoesNotTakeIsCutOff(Servers which)
      throws ExecutionException, InterruptedException, TimeoutException {
    ServerLimits usual = ServerLimits.standard();
    var few =
        new ServerLimits(WAIT, WAIT, WAIT, WAIT, usual.answerBytes(), usual.fileBytes(), 1000, 4);
    var release = new CountDownLatch(1);
    try (var server = which.server(few)) {
      var opened = new CompletableFuture<AutoCloseable>();
      var end =
          CompletableFuture.runAsync(
              () -> server.events(opened::complete, _ -> awaitRelease(release)),
              Executors.newVirtualThreadPerTaskExecutor());
      opened.get(WAIT.toSeconds(), TimeUnit.SECONDS);
      make(server);
      remove(server);
      release.countDown();

      assertThatThrownBy(() -> end.get(WAIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(LxdException.class)
          .hasMessageContaining("4 events wait");
    }
  }

  private static void awaitRelease(CountDownLatch release) {
    try {
      if (!release.await(WAIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void commandThatTakesTooLongIsNoAnswer(Servers which) {
    ServerLimits usual = ServerLimits.standard();
    var hasty =
        new ServerLimits(
            WAIT, Duration.ofSeconds(1), WAIT, WAIT, usual.answerBytes(), 1000, 1000, 16);
    try (var server = which.server();
        var soon = which.server(hasty)) {
      make(server);

      assertThatThrownBy(() -> soon.exec(EAR, ExecRequest.of(Duration.ofSeconds(1), "sleep", "12")))
          .isInstanceOfSatisfying(
              LxdException.class, e -> assertThat(e.kind()).isEqualTo(LxdException.Kind.TIMEOUT))
          .hasMessageContaining("cannot be cancelled");

      String id =
          server.list(EntityType.OPERATION, EntityPath.DEFAULT_PROJECT).stream()
              .filter(it -> it.path("description").asText().equals("Executing command"))
              .filter(it -> it.path("status").asText().equals("Running"))
              .map(it -> it.path("id").asText())
              .findFirst()
              .orElseThrow();
      EntityPath running = EntityPath.of(EntityType.OPERATION, EntityPath.DEFAULT_PROJECT, id);
      assertThat(server.await(running, Duration.ofSeconds(1))).isFalse();
      assertThatThrownBy(() -> server.cancel(running)).isInstanceOf(LxdException.class);
      assertThat(server.await(running, WAIT)).isTrue();
      remove(server);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void restartEndsTheStreamAndNothingElse(Servers which) throws InterruptedException {
    try (var server = which.server()) {
      make(server);
      var ear = Ear.of(server);

      which.restart();

      try {
        ear.end().get(WAIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException broken) {
        assertThat(broken).hasCauseInstanceOf(LxdException.class);
      } catch (TimeoutException never) {
        throw new AssertionError("the stream goes on", never);
      }
      assertThat(server.info().product()).isEqualTo(which.product());
      assertThat(ServerContract.isRunning(server.get(EAR).json())).isTrue();
      remove(server);
    }
  }

  @Test
  void nobodyAtTheSocket(@TempDir Path folder) {
    var nobody = new ServerAddress.Unix(folder.resolve("unix.socket"));
    try (var server = new HttpServer(nobody, ServerLimits.standard())) {
      ServerContract.fails(LxdException.Kind.UNREACHABLE, server::info);
      ServerContract.fails(LxdException.Kind.UNREACHABLE, () -> server.events(_ -> {}, _ -> {}));
    }
  }
}
