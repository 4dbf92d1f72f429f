package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes, whether the server makes them at once or as an operation: which calls do so differs
 * between servers and their versions, so every call is ready for both.
 */
final class Operations {
  /** A single wait is short, so that a connection that broke unseen is noticed. */
  private static final Duration SLICE = Duration.ofSeconds(10);

  private static final int FAILURE = 400;

  private final HttpCalls calls;

  Operations(HttpCalls calls) {
    this.calls = calls;
  }

  /** Makes a change and returns when it is done. */
  JsonNode done(Ask ask) {
    return done(ask, calls.limits().operation());
  }

  /** The same with a limit of its own. */
  JsonNode done(Ask ask, Duration within) {
    return done(ask, within, _ -> {});
  }

  /**
   * The same, telling how far it is.
   *
   * @return what the server says about it: of an operation, its own metadata
   */
  JsonNode done(Ask ask, Duration within, Consumer<JsonNode> progress) {
    long began = System.nanoTime();
    Answer answer = calls.json(ask, within);
    Optional<EntityPath> begun = answer.operation();
    if (begun.isEmpty()) {
      return answer.metadata();
    }
    EntityPath operation = begun.get();
    Duration left = within.minusNanos(System.nanoTime() - began);
    return ended(ask.toString(), operation, left, progress)
        .orElseThrow(() -> late(ask, operation, within))
        .path("metadata");
  }

  /** Waits for an operation of anybody. */
  boolean await(EntityPath operation, Duration within) {
    return ended("GET " + operation.path(), operation, within, _ -> {}).isPresent();
  }

  void cancel(EntityPath operation) {
    calls.json(Ask.delete(operation.path()).in(operation));
  }

  /** Empty when it has not ended in time. */
  private Optional<JsonNode> ended(
      String call, EntityPath operation, Duration within, Consumer<JsonNode> progress) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      JsonNode state = waited(call, operation, left.compareTo(SLICE) < 0 ? left : SLICE);
      int code = state.path("status_code").asInt();
      if (code >= FAILURE) {
        throw Refusals.ofOperation(call, state);
      }
      if (code >= 200) {
        return Optional.of(state);
      }
      progress.accept(state.path("metadata"));
      if (System.nanoTime() >= end) {
        return Optional.empty();
      }
    }
  }

  private JsonNode waited(String call, EntityPath operation, Duration slice) {
    Ask ask =
        Ask.get(operation.path() + "/wait")
            .in(operation)
            .with("timeout", Long.toString(Math.max(1, slice.toSeconds())));
    try {
      return calls.json(ask, slice.plus(calls.limits().call())).metadata();
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.NOT_FOUND) {
        // Servers forget an operation some seconds after its end, and all of them when they
        // restart.
        throw new LxdException(
            LxdException.Kind.TIMEOUT,
            call,
            e.status(),
            "the server no longer knows the operation, so that its outcome is not known",
            e);
      }
      throw e;
    }
  }

  private LxdException late(Ask ask, EntityPath operation, Duration within) {
    String outcome = "it was cancelled";
    try {
      cancel(operation);
    } catch (LxdException cannotBeCancelled) {
      outcome = "it goes on, since it cannot be cancelled";
    }
    return new LxdException(
        LxdException.Kind.TIMEOUT,
        ask.toString(),
        0,
        "the operation did not end within %d s; %s"
            .formatted(Math.max(1, within.toSeconds()), outcome));
  }
}
