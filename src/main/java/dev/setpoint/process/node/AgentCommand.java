package dev.setpoint.process.node;

import dev.setpoint.process.AskedEnd;
import dev.setpoint.process.ProgramVersion;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.join.Enroller;
import dev.setpoint.trust.join.IdentityFiles;
import dev.setpoint.trust.join.JoinException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The agent's command line. Own code and not the parser of the other verbs, which would be the
 * largest part of what this process loads.
 */
final class AgentCommand {
  private static final int FINE = 0;
  private static final int USAGE = 2;
  private static final int COULD_NOT = 3;
  private static final String HELP =
      """
      setpoint-agent: keeps the containers of this machine as its controller ordered

        setpoint-agent join --controller https://HOST:PORT --node NAME --state DIR
                                         (the token on standard input)
        setpoint-agent run --state DIR
        setpoint-agent version

      'setpoint token create NAME' on the controller's machine prints the command that does
      all of this. Environment:
        HTTPS_PROXY, NO_PROXY  the way to the controller
        SETPOINT_ENGINES       such as 'docker' or 'podman=/run/podman/podman.sock'
        SETPOINT_HOLD          file whose existence stops every correction (/etc/setpoint/hold)
      """;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;

  AgentCommand(InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.env = Map.copyOf(env);
  }

  /** The arguments cannot be used. */
  private static final class UsageException extends RuntimeException {
    UsageException(String message) {
      super(message);
    }
  }

  /** Runs and returns the exit code. */
  int run(String[] args) {
    try {
      return switch (args.length == 0 ? "help" : args[0]) {
        case "join" -> join(options(args, Set.of("--controller", "--node", "--state")));
        case "run" -> work(options(args, Set.of("--state")));
        case "version", "--version" -> say(ProgramVersion.get());
        case "help", "--help", "-h" -> say(HELP.strip());
        default -> throw new UsageException("no command " + args[0]);
      };
    } catch (UsageException e) {
      err.println("setpoint-agent: " + e.getMessage() + "; see setpoint-agent help");
      return USAGE;
    } catch (JoinException | IOException e) {
      err.println("setpoint-agent: " + e.getMessage());
      return COULD_NOT;
    }
  }

  private int say(String text) {
    out.println(text);
    return FINE;
  }

  /** Every option that is known must be there, once. */
  private static Map<String, String> options(String[] args, Set<String> known) {
    var found = new HashMap<String, String>();
    for (int i = 1; i < args.length; i += 2) {
      if (!known.contains(args[i]) || i + 1 == args.length) {
        throw new UsageException("no option " + args[i] + ", or it has no value");
      }
      if (found.put(args[i], args[i + 1]) != null) {
        throw new UsageException(args[i] + " stands there twice");
      }
    }
    for (var name : known) {
      if (!found.containsKey(name)) {
        throw new UsageException(name + " is missing");
      }
    }
    return found;
  }

  private static String value(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).orElseThrow();
  }

  private int join(Map<String, String> options) throws JoinException, IOException {
    var token =
        JoinToken.parse(line())
            .orElseThrow(() -> new UsageException("standard input holds no join token"));
    var proxies = new AgentProxy(env);
    var enroller = new Enroller(proxies, InstantSource.system(), new SecureRandom());
    var identity =
        enroller.enrol(
            URI.create(value(options, "--controller")),
            token,
            value(options, "--node"),
            Path.of(value(options, "--state")));
    out.printf(
        "joined as %s; the certificate ends %s and is renewed by itself%n",
        identity.node(), identity.until());
    return FINE;
  }

  private String line() throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1_024);
    var text = new StringBuilder();
    for (int c = reader.read(); c > ' ' && text.length() < 1_000; c = reader.read()) {
      text.append((char) c);
    }
    return text.toString();
  }

  private void flush() {
    out.flush();
    err.flush();
  }

  private int work(Map<String, String> options) throws IOException {
    var state = Path.of(value(options, "--state")).toAbsolutePath();
    var identity =
        new IdentityFiles(state)
            .read()
            .orElseThrow(() ->
                new UsageException(
                    state
                        + " has not joined: run the command that 'setpoint token create' prints"));
    var proxies = new AgentProxy(env);
    try (var _ = new AskedEnd(this::flush);
        var agent = AgentWiring.open(identity, AgentSetup.of(state, env), proxies)) {
      agent.start();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return FINE;
  }
}
