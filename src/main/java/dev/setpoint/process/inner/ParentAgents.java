package dev.setpoint.process.inner;

import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.lxd.instance.inner.AgentPackage;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the agent of a machine puts into its instances. Safe for many threads. */
public final class ParentAgents implements InnerAgents {
  private static final long WITHIN_SECONDS = 30;

  private final Supplier<Optional<AgentPackage>> program;
  private final String controller;
  private final Ask ask;
  private volatile Optional<AgentPackage> found = Optional.empty();

  /**
   * Agents of one program.
   *
   * @param program finds it; asked when it is needed, until it is there
   * @param controller where this machine finds the controller; empty when nobody knows
   */
  public ParentAgents(Supplier<Optional<AgentPackage>> program, String controller, Ask ask) {
    this.program = program;
    this.controller = controller;
    this.ask = ask;
  }

  /** Asks the controller for a token. */
  @FunctionalInterface
  public interface Ask {
    /** Asks; the ear is told on any thread, now or later. */
    void token(ResourceId instance, String node, Consumer<NodeInvitation> ear);
  }

  @Override
  public Optional<AgentPackage> agent() {
    Optional<AgentPackage> known = found;
    if (known.isEmpty()) {
      known = program.get();
      found = known;
    }
    return known;
  }

  @Override
  public String controller() {
    return controller;
  }

  @Override
  public Token token(ResourceId instance, String node) {
    var answer = new CompletableFuture<NodeInvitation>();
    ask.token(instance, node, answer::complete);
    try {
      return switch (answer.get(WITHIN_SECONDS, TimeUnit.SECONDS)) {
        case NodeInvitation.Granted(var text) -> new Token.Granted(text);
        case NodeInvitation.Refused(boolean passing, var why) -> new Token.Refused(passing, why);
      };
    } catch (TimeoutException | ExecutionException e) {
      return new Token.Refused(true, "the controller did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Token.Refused(false, "we are being stopped");
    }
  }
}
