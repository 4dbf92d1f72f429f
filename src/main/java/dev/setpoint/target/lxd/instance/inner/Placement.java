package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.ApplyRequest.Progress;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.ExecResult;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Puts an agent into a running instance and lets it join: the program as one archive, then one
 * command. What is there and right is left, so that it can be broken off anywhere and be done
 * again. The token goes in as a file of root that is gone with the command; it is no argument and
 * is printed nowhere.
 */
final class Placement {
  private static final Duration PUT_WITHIN = Duration.ofMinutes(2);
  private static final Duration BOOT_WITHIN = Duration.ofSeconds(90);

  /** An agent that is in place comes up by itself when its machine starts. */
  private static final Duration RISES_WITHIN = Duration.ofSeconds(4);

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

  private static final Duration TOKEN_WITHIN = Duration.ofSeconds(60);
  private static final Duration TOKEN_PAUSE = Duration.ofSeconds(3);
  private static final int TOLD = 600;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");

  /** Whether the system inside is up; where nobody can say, it is taken to be. */
  private static final String IS_UP =
      """
      command -v systemctl >/dev/null || exit 0
      case $(systemctl is-system-running 2>/dev/null) in
        initializing | starting | offline | "") exit 1 ;;
      esac
      """;

  private static final String PUT =
      """
      sh "$1/install.sh" "$2" "$3" - "$1/agent.tar" "$4" <"$1/token" 2>&1
      code=$?
      rm -rf "$1"
      exit $code
      """;

  private final Ground ground;
  private final InnerAgents agents;
  private final ResourceId id;
  private final Inside inside;
  private final Progress progress;

  Placement(Ground ground, InnerAgents agents, ResourceId id, Inside inside, Progress progress) {
    this.ground = ground;
    this.agents = agents;
    this.id = id;
    this.inside = inside;
    this.progress = progress;
  }

  /** It did not work; the message says why and what to do. */
  static final class PlacementException extends Exception {
    private static final long serialVersionUID = 1;

    PlacementException(String message) {
      super(message);
    }
  }

  /** Makes what runs inside what is wanted; says what was done, or nothing when it was right. */
  String ensure(Wanted wanted) throws PlacementException, InterruptedException {
    awaitBoot();
    boolean hasProgram = !wanted.release().isEmpty() && inside.hasProgram(wanted.release());
    boolean hasJoined = inside.hasJoined(wanted);
    if (hasProgram && hasJoined && rises(wanted, RISES_WITHIN)) {
      return "";
    }
    boolean joins = !hasJoined || inside.seen().isShutOut();
    put(wanted, hasProgram, joins);
    return joins
        ? "put the agent inside, which joined as " + wanted.node()
        : "put the agent of " + wanted.node() + " in place again";
  }

  private void awaitBoot() throws InterruptedException {
    progress.step("waiting until " + id.name() + " has booted");
    Instant deadline = now().plus(BOOT_WITHIN);
    while (now().isBefore(deadline) && !run(IS_UP, List.of(), Duration.ofSeconds(20)).isSuccess()) {
      ground.pause().pause(ground.limits().poll().multipliedBy(2));
    }
  }

  private boolean rises(Wanted wanted, Duration within) throws InterruptedException {
    Instant deadline = now().plus(within);
    while (true) {
      Seen seen = inside.seen();
      if (wanted.isMetBy(seen)) {
        return true;
      }
      if (seen.isThere() || !now().isBefore(deadline)) {
        return false;
      }
      ground.pause().pause(ground.limits().poll().multipliedBy(2));
    }
  }

  private void put(Wanted wanted, boolean hasProgram, boolean joins)
      throws PlacementException, InterruptedException {
    AgentPackage agent =
        agents
            .agent()
            .orElseThrow(() ->
                new PlacementException(
                    "the agent of this machine was not installed from an archive, so that there is"
                        + " none to be put inside; install it with the command of 'setpoint token"
                        + " create', or build the program whole"));
    if (joins && wanted.controller().isEmpty()) {
      throw new PlacementException(
          "nobody knows where the agent inside finds the controller; start the controller with"
              + " --listen, or say it in spec.node.controller");
    }
    String token = joins ? token(wanted.node()) : "-";
    progress.step("putting the agent into " + id.name());
    inside.directory("/opt", 0755);
    inside.directory(Inside.HOME, 0755);
    inside.directory(Inside.INCOMING, 0700);
    if (!hasProgram) {
      inside
          .server()
          .sendFile(
              inside.instance(),
              Inside.INCOMING + "/agent.tar",
              FileInfo.file(0, 0, 0600),
              agent.archive());
    }
    inside.write(Inside.INCOMING + "/install.sh", agent.script());
    inside.write(Inside.INCOMING + "/token", token + "\n");
    progress.step(joins ? wanted.node() + " joins" : "starting the agent of " + wanted.node());
    ExecResult end =
        run(
            PUT,
            List.of(Inside.INCOMING, wanted.controller(), wanted.node(), agent.release()),
            PUT_WITHIN);
    if (!end.isSuccess()) {
      throw new PlacementException(
          "the agent could not be put inside: " + end(end.output() + end.errors()));
    }
    if (!rises(wanted, STARTS_WITHIN)) {
      throw new PlacementException(
          "the agent was put inside and does not run: see 'journalctl -u setpoint-agent' there");
    }
  }

  private String token(String node) throws PlacementException, InterruptedException {
    Instant deadline = now().plus(TOKEN_WITHIN);
    while (true) {
      progress.step("asking the controller for a token for " + node);
      switch (agents.token(id, node)) {
        case InnerAgents.Token.Granted(var text) -> {
          return text;
        }
        case InnerAgents.Token.Refused(boolean passing, var why) -> {
          if (!passing || !now().isBefore(deadline)) {
            throw new PlacementException("the controller gives no token for " + node + ": " + why);
          }
        }
      }
      ground.pause().pause(TOKEN_PAUSE);
    }
  }

  private ExecResult run(String script, List<String> arguments, Duration within) {
    var command = new java.util.ArrayList<>(List.of("/bin/sh", "-c", script, "setpoint"));
    command.addAll(arguments);
    try {
      return inside
          .server()
          .exec(inside.instance(), new ExecRequest(command, ENVIRONMENT, 0, 0, "/", within));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.UNREACHABLE) {
        throw e;
      }
      return new ExecResult(1, "", String.valueOf(e.getMessage()));
    }
  }

  private Instant now() {
    return ground.clock().instant();
  }

  /** The last words of a command, on one line. */
  static String end(String output) {
    String line = output.strip().replaceAll("\\s*\\n\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    return line.length() > TOLD ? "…" + line.substring(line.length() - TOLD) : line;
  }
}
