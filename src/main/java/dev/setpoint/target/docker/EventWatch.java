package dev.setpoint.target.docker;

import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.watch.Departures;
import dev.setpoint.target.wire.StandingStream;
import java.util.function.Consumer;

/** Listens to an engine on a virtual thread of its own until closed. */
final class EventWatch {
  private final Engine engine;
  private final String target;
  private final Consumer<TargetEvent> sink;
  private final EventReader reader;
  private final Departures departures;

  private EventWatch(Engine engine, String target, EventLimits limits, Consumer<TargetEvent> sink) {
    this.engine = engine;
    this.target = target;
    this.sink = sink;
    this.departures = new Departures(engine, sink);
    this.reader = new EventReader(engine, limits.names());
  }

  static AutoCloseable start(
      Engine engine, String target, EventLimits limits, Consumer<TargetEvent> sink) {
    var watch = new EventWatch(engine, target, limits, sink);
    return StandingStream.start(
        "events of " + target,
        new StandingStream.Pauses(limits.firstPause(), limits.longestPause()),
        watch::listen,
        why -> sink.accept(new TargetEvent.Lost(why)));
  }

  private String listen(StandingStream.Opened opened) {
    try {
      engine.events(handle -> opened(opened, handle), this::hear);
      return target + " ended the event stream";
    } catch (EngineException e) {
      return "the event stream of " + target + " broke: " + e.getMessage();
    }
  }

  private void hear(EngineEvent event) {
    TargetEvent hint = reader.read(event).orElse(null);
    if (hint != null) {
      sink.accept(hint);
    }
    // Only Podman uses this word.
    if (hint instanceof TargetEvent.LookAt some && event.action().equals("died")) {
      departures.died(event.actorId(), some);
    }
  }

  private void opened(StandingStream.Opened opened, AutoCloseable handle) {
    if (opened.with(handle)) {
      reader.forget();
      sink.accept(new TargetEvent.LookAtAll("the event stream of " + target + " was opened"));
    }
  }
}
