package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Events of a server, over a WebSocket, handed over to the thread that asked for them. */
final class EventStream {
  /** Who asked for what stands in the log alone, for some events of some servers. */
  private static final String LOGGED = "Handling API request";

  private static final String READING = "\"method\":\"GET\"";
  private static final String FILES = "/sftp";

  private final HttpCalls calls;

  /** Whether the server lets us read its log, which not everybody may. */
  private volatile boolean log = true;

  EventStream(HttpCalls calls) {
    this.calls = calls;
  }

  void listen(Consumer<AutoCloseable> opened, Consumer<ServerEvent> sink) {
    try {
      listen("lifecycle,operation" + (log ? ",logging" : ""), opened, sink);
    } catch (LxdException e) {
      if (!log || e.kind() != LxdException.Kind.FORBIDDEN) {
        throw e;
      }
      log = false;
      listen("lifecycle,operation", opened, sink);
    }
  }

  private void listen(String types, Consumer<AutoCloseable> opened, Consumer<ServerEvent> sink) {
    Ask ask = Ask.get("/1.0/events").with("type", types).with("all-projects", "true");
    var ear = new Ear(ask, calls, calls.limits().events());
    WebSocket socket = calls.open(ask, ear);
    try {
      AutoCloseable handle =
          () -> {
            ear.close();
            socket.cancel();
          };
      for (var heard = ear.next(); heard != null; heard = ear.next()) {
        switch (heard) {
          case Heard.Opened() -> opened.accept(handle);
          case Heard.Text(var text) -> parse(ask, text).ifPresent(sink);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LxdException(
          LxdException.Kind.UNREACHABLE, ask.toString(), 0, "interrupted while listening", e);
    } finally {
      socket.cancel();
    }
  }

  static Optional<ServerEvent> parse(Ask ask, String text) {
    JsonNode json;
    try {
      json = HttpCalls.JSON.readTree(text);
    } catch (IOException notJson) {
      // its words would quote the event
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER, ask.toString(), 0, "an event is not JSON");
    }
    Instant at = time(json.path("timestamp").asText());
    String project = json.path("project").asText("");
    String within = project.isEmpty() ? EntityPath.DEFAULT_PROJECT : project;
    JsonNode told = json.path("metadata");
    return switch (json.path("type").asText()) {
      case "lifecycle" -> Optional.of(lifecycle(told, within, at));
      case "operation" -> Optional.of(ServerEvent.OperationEvent.of(told, within, at));
      case "logging" -> request(told.path("context"), at);
      default -> Optional.empty();
    };
  }

  private static ServerEvent lifecycle(JsonNode told, String project, Instant at) {
    String source = told.path("source").asText();
    Map<String, String> context = new LinkedHashMap<>();
    told.path("context")
        .properties()
        .forEach(entry -> context.put(entry.getKey(), words(entry.getValue())));
    return new ServerEvent.LifecycleEvent(
        told.path("action").asText(),
        source,
        EntityPath.parse(source, project).map(EventStream::asCalled),
        Requestor.of(told.path("requestor")),
        context,
        at);
  }

  /** Events name a volume as it lies in its pool, which is the project before its name. */
  private static EntityPath asCalled(EntityPath entity) {
    String prefix = entity.project() + "_";
    return entity.type() == EntityType.VOLUME && entity.name().startsWith(prefix)
        ? entity.withName(entity.name().substring(prefix.length()))
        : entity;
  }

  private static Optional<ServerEvent> request(JsonNode told, Instant at) {
    String url = told.path("url").asText();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    var by =
        new Requestor(
            told.path("username").asText(""),
            told.path("protocol").asText(""),
            told.path("ip").asText(""));
    return Optional.of(
        new ServerEvent.RequestEvent(
            told.path("method").asText(),
            url,
            EntityPath.parse(url, EntityPath.DEFAULT_PROJECT),
            by,
            at));
  }

  /** The log is long, and parsing it would cost more than all the rest. */
  private static boolean isWanted(String text) {
    return !text.contains("\"type\":\"logging\"")
        || (text.contains(LOGGED) && (!text.contains(READING) || text.contains(FILES)));
  }

  private static String words(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))
        : value.asText(value.toString());
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }

  /** What comes from the connection's own thread. */
  private sealed interface Heard {
    /** The server has accepted. */
    record Opened() implements Heard {}

    /** An event as it came; it may hold secrets. */
    record Text(String text) implements Heard {
      @Override
      public String toString() {
        return "Text";
      }
    }
  }

  /** The connection's side: it never waits, so that the server does not see a slow listener. */
  private static final class Ear extends WebSocketListener {
    private final Ask ask;
    private final HttpCalls calls;
    private final BlockingQueue<Optional<Heard>> heard;
    private final AtomicReference<@Nullable Optional<LxdException>> end = new AtomicReference<>();

    Ear(Ask ask, HttpCalls calls, int limit) {
      this.ask = ask;
      this.calls = calls;
      this.heard = new ArrayBlockingQueue<>(limit + 1);
    }

    /** Null when the stream has ended; the exception when that was not on purpose. */
    @Nullable Heard next() throws InterruptedException {
      while (true) {
        Optional<LxdException> ended = end.get();
        if (ended != null && heard.isEmpty()) {
          if (ended.isPresent()) {
            throw ended.get();
          }
          return null;
        }
        Optional<Heard> next = heard.take();
        if (next.isPresent()) {
          return next.get();
        }
      }
    }

    /** Nobody listens any more, also not to what has come already. */
    void close() {
      end(null);
      heard.clear();
      var _ = heard.offer(Optional.empty());
    }

    /** Only the first reason counts. An empty element wakes who waits; a full queue needs none. */
    void end(@Nullable LxdException why) {
      if (end.compareAndSet(null, Optional.ofNullable(why))) {
        var _ = heard.offer(Optional.empty());
      }
    }

    private void hear(WebSocket socket, Heard what) {
      if (!heard.offer(Optional.of(what))) {
        end(
            new LxdException(
                LxdException.Kind.UNREACHABLE,
                ask.toString(),
                0,
                "more than %d events wait to be taken".formatted(calls.limits().events())));
        socket.cancel();
      }
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      hear(socket, new Heard.Opened());
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      if (isWanted(text)) {
        hear(socket, new Heard.Text(text));
      }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      end(null);
      socket.close(code, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable e, @Nullable Response response) {
      end(refusal(response).orElseGet(() -> calls.failure(ask, e, calls.limits().connect())));
    }

    private Optional<LxdException> refusal(@Nullable Response response) {
      if (response == null || response.code() < 400) {
        return Optional.empty();
      }
      try {
        return Optional.of(Refusals.of(ask.toString(), response));
      } catch (IOException unread) {
        return Optional.of(Refusals.of(ask.toString(), response.code(), ""));
      }
    }
  }
}
