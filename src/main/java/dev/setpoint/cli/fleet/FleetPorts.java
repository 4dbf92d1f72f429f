package dev.setpoint.cli.fleet;

import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.cli.session.UpOptions.FleetPort;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.UpVerb;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options about the port where agents of other machines connect. */
public final class FleetPorts {
  private static final String ANY = "0.0.0.0";

  private FleetPorts() {}

  /** Adds them to a verb. */
  public static CommandSpec options(CommandSpec spec) {
    return spec.addOption(
            Specs.option(
                "--listen",
                "ADDRESS:PORT",
                "Where agents of other machines connect, over TLS (controller: default "
                    + ANY
                    + ":"
                    + UpOptions.DEFAULT_FLEET_PORT
                    + "; up: nowhere)."))
        .addOption(
            Specs.option(
                "--name",
                "HOST[,HOST]",
                "Names or addresses under which agents reach this machine (default: its host"
                    + " name)."));
  }

  /**
   * What was chosen; null for no port.
   *
   * @param always whether there is a port also when nobody asked for one
   */
  public static @Nullable FleetPort read(ParseResult parsed, boolean always) {
    String listen = Specs.value(parsed, "--listen", "");
    String names = Specs.value(parsed, "--name", "");
    if (listen.isEmpty() && !always) {
      if (!names.isEmpty()) {
        throw CliFailure.usage(
            "Usage", "--name says how agents reach a port, but none is open.", "Add --listen.");
      }
      return null;
    }
    String where = listen.isEmpty() ? ANY + ":" + UpOptions.DEFAULT_FLEET_PORT : listen;
    int colon = where.lastIndexOf(':');
    if (colon < 1) {
      throw CliFailure.usage(
          "BadAddress",
          "--listen " + listen + " is not ADDRESS:PORT.",
          "Write such as 0.0.0.0:" + UpOptions.DEFAULT_FLEET_PORT + ".");
    }
    return new FleetPort(
        where.substring(0, colon), UpVerb.port(where.substring(colon + 1)), hosts(names));
  }

  private static List<String> hosts(String names) {
    var hosts =
        Arrays.stream(names.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    if (!hosts.isEmpty()) {
      return hosts;
    }
    try {
      return List.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      throw CliFailure.usage(
          "NoHostName",
          "The name of this machine cannot be found (" + e.getMessage() + ").",
          "Say with --name how agents reach it.");
    }
  }
}
