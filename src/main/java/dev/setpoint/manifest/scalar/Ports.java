package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.PortMapping.Protocol;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The shape of a published port, ranges expanded. */
public final class Ports {
  /** A larger range is a mistake: each port costs the engine a rule and often a process. */
  private static final int MAX_RANGE = 1_024;

  private static final String REGEX =
      "(?:(?:(\\[[0-9a-fA-F:.]+\\]|[0-9.]+):)?(?:([0-9]+)(?:-([0-9]+))?)?:)?"
          + "([0-9]+)(?:-([0-9]+))?(?:/([A-Za-z]+))?";
  private static final Pattern PATTERN = Pattern.compile(REGEX);
  private static final String WHY =
      "a port is [host address:][host port:]container port[/tcp, /udp or /sctp]";
  private static final String REMEDY = "write something like \"8080:80\"";

  /** One entry of published ports, ranges expanded. */
  public static final Shape<List<PortMapping>> PORT =
      Shapes.text("a port", "^" + REGEX + "$", "\"8080:80\"", Ports::parse);

  /** First and last port; 0 and 0 for "the engine's choice". */
  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private Ports() {}

  private static Grammar.Result<List<PortMapping>> parse(String text) {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      return Grammar.refused(WHY, REMEDY);
    }
    String address = unbracketed(parts.group(1));
    if (address != null && !Addresses.isIpv4(address) && !Addresses.isIpv6(address)) {
      return Grammar.refused(address + " is not an address", "write something like 127.0.0.1");
    }
    Protocol protocol = protocol(parts.group(6));
    if (protocol == null) {
      return Grammar.refused("the protocol is unknown", "write tcp, udp or sctp behind the slash");
    }
    Range host = range(parts.group(2), parts.group(3));
    Range container = range(parts.group(4), parts.group(5));
    if (host == null || container == null || container.first() == 0) {
      return Grammar.refused(
          "ports go from 1 to 65535 and a range goes upwards", "write a port in that range");
    }
    return expand(address, host, container, protocol);
  }

  private static Grammar.Result<List<PortMapping>> expand(
      @Nullable String address, Range host, Range container, Protocol protocol) {
    boolean isChosen = host.first() == 0;
    if (!isChosen && host.size() != container.size()) {
      return Grammar.refused(
          "%d host ports cannot lead to %d container ports"
              .formatted(host.size(), container.size()),
          "make both ranges equally long");
    }
    if (container.size() > MAX_RANGE) {
      return Grammar.refused(
          "a range may have at most " + MAX_RANGE + " ports", "publish fewer ports");
    }
    return Grammar.read(
        IntStream.range(0, container.size())
            .mapToObj(i ->
                new PortMapping(
                    address, isChosen ? 0 : host.first() + i, container.first() + i, protocol))
            .toList());
  }

  private static @Nullable String unbracketed(@Nullable String address) {
    return address == null || !address.startsWith("[")
        ? address
        : address.substring(1, address.length() - 1);
  }

  private static @Nullable Protocol protocol(@Nullable String word) {
    return switch (word == null ? "tcp" : word) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      case "sctp" -> Protocol.SCTP;
      default -> null;
    };
  }

  /** Null when out of range. A host port left out or 0 is the engine's choice. */
  private static @Nullable Range range(@Nullable String first, @Nullable String last) {
    if (first == null) {
      return new Range(0, 0);
    }
    int from = port(first);
    int to = last == null ? from : port(last);
    return from < 0 || to < from || (from == 0 && to > 0) ? null : new Range(from, to);
  }

  private static int port(String digits) {
    return digits.length() <= 5 && Integer.parseInt(digits) <= 65_535
        ? Integer.parseInt(digits)
        : -1;
  }
}
