package dev.setpoint.target.lxd.watch;

import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.wire.StandingStream;
import java.util.function.Consumer;

/**
 * Listens to a server and gives hints of what to look at. After each time that it could listen
 * (again) it asks to look at everything, since a server does not repeat what nobody heard.
 */
public final class ServerWatch {
  private final OwnCalls server;
  private final String target;
  private final EventLimits limits;

  /**
   * A watch on a server; nothing is listened to yet.
   *
   * @param target name of the target, for messages
   */
  public ServerWatch(OwnCalls server, String target, EventLimits limits) {
    this.server = server;
    this.target = target;
    this.limits = limits;
  }

  /** Begins; the sink is called on the listener's own thread. */
  public AutoCloseable start(Consumer<TargetEvent> sink) {
    var reader = new EventReader(server::isOurs, limits.commands());
    return StandingStream.start(
        "events of " + target,
        new StandingStream.Pauses(limits.firstPause(), limits.longestPause()),
        opened -> listen(opened, reader, sink),
        why -> sink.accept(new TargetEvent.Lost(why)));
  }

  private String listen(
      StandingStream.Opened opened, EventReader reader, Consumer<TargetEvent> sink) {
    try {
      // Who we are is known before the first event comes.
      server.info();
      server.events(
          handle -> {
            if (opened.with(handle)) {
              reader.forget();
              sink.accept(
                  new TargetEvent.LookAtAll("the event stream of " + target + " was opened"));
            }
          },
          event -> reader.read(event).ifPresent(sink));
      return target + " ended the event stream";
    } catch (LxdException e) {
      return "the event stream of " + target + " broke: " + e.getMessage();
    }
  }
}
