package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Shapes of addresses. No name is ever resolved. */
public final class Addresses {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4_PATTERN = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6_CHARS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  /** An IPv4 address. */
  public static final Shape<String> IPV4 =
      Shapes.text(
          "an IPv4 address",
          "",
          "10.20.0.9",
          text ->
              isIpv4(text)
                  ? Grammar.read(text)
                  : Grammar.refused(
                      "an IPv4 address is four numbers up to 255",
                      "write something like 10.20.0.9"));

  /** An IPv6 address. */
  public static final Shape<String> IPV6 =
      Shapes.text(
          "an IPv6 address",
          "",
          "fd00::9",
          text ->
              isIpv6(text)
                  ? Grammar.read(text)
                  : Grammar.refused(
                      "an IPv6 address is groups of hexadecimal digits",
                      "write something like fd00::9"));

  /** An address of either version. */
  public static final Shape<String> ADDRESS =
      Shapes.text("an IP address", "", "10.20.0.1", Addresses::parseAddress);

  /** A range of addresses, first address and bits: {@code 10.20.0.0/24}. */
  public static final Shape<String> CIDR =
      Shapes.text("an address range", "/[0-9]{1,3}$", "10.20.0.0/24", Addresses::parseCidr);

  private Addresses() {}

  /** Whether the text is an IPv4 address. */
  public static boolean isIpv4(String text) {
    return IPV4_PATTERN.matcher(text).matches();
  }

  /** Whether the text is an IPv6 address, without a zone. */
  public static boolean isIpv6(String text) {
    if (!IPV6_CHARS.matcher(text).matches() || !text.contains(":")) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(text) instanceof Inet6Address;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** An address in the one form that all its spellings share. */
  public static String canonical(String checked) {
    return InetAddress.ofLiteral(checked).getHostAddress();
  }

  private static Grammar.Result<String> parseAddress(String text) {
    return isIpv4(text) || isIpv6(text)
        ? Grammar.read(text)
        : Grammar.refused(
            "it is neither an IPv4 nor an IPv6 address", "write something like 10.20.0.1");
  }

  private static Grammar.Result<String> parseCidr(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    int bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : 0;
    if (bits == 0 || !PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
      return Grammar.refused(
          "a range is an address, a slash and a number of bits",
          "write something like 10.20.0.0/24");
    }
    AddressRange range = AddressRange.of(text);
    return range.startsAtFirst()
        ? Grammar.read(text)
        : Grammar.refused(
            "bits are set behind the prefix", "write " + literal(range.first()) + "/" + prefix);
  }

  private static String literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }
}
