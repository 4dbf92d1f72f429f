package dev.setpoint.manifest.scalar;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses, from checked CIDR notation.
 *
 * @param bytes first address
 * @param prefix number of leading bits that all its addresses share
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
public record AddressRange(byte[] bytes, int prefix) {
  /** The range that checked text says. */
  public static AddressRange of(String cidr) {
    int slash = cidr.indexOf('/');
    return new AddressRange(
        InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
        Integer.parseInt(cidr.substring(slash + 1)));
  }

  /** Whether the checked address lies in it. */
  public boolean contains(String address) {
    byte[] other = InetAddress.ofLiteral(address).getAddress();
    return other.length == bytes.length && Arrays.equals(network(other), network(bytes));
  }

  /** Whether the other range lies wholly in it. */
  public boolean contains(AddressRange other) {
    return other.bytes.length == bytes.length
        && other.prefix >= prefix
        && Arrays.equals(network(other.bytes), network(bytes));
  }

  /** Its first address, with nothing behind the prefix. */
  byte[] first() {
    return network(bytes);
  }

  boolean startsAtFirst() {
    return Arrays.equals(bytes, network(bytes));
  }

  private byte[] network(byte[] address) {
    byte[] masked = address.clone();
    for (int bit = prefix; bit < address.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return masked;
  }
}
