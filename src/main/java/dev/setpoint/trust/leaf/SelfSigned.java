package dev.setpoint.trust.leaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * A certificate that nobody else vouches for, for servers that know their clients by the
 * certificate's digest alone. Written by hand, so that an agent needs no library for it.
 */
public final class SelfSigned {
  private static final Duration BACKDATED = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 127;
  private static final int SHORT_LENGTH = 0x80;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int UTF8 = 0x0c;
  private static final int TIME = 0x18;
  private static final int VERSION = 0xa0;
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** The last year that X.509 writes in the old form, with two digits. */
  private static final int LAST_SHORT_YEAR = 2049;

  private static final int SHORT_TIME = 0x17;

  /** ecdsa-with-SHA256. */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300a06082a8648ce3d040302");

  /** The object identifier of a common name. */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private SelfSigned() {}

  /** A certificate of a P-256 key for itself. */
  public static X509Certificate of(
      KeyPair keys, String commonName, Instant now, Duration life, SecureRandom random)
      throws GeneralSecurityException {
    byte[] name =
        in(
            SEQUENCE,
            in(
                SET,
                in(SEQUENCE, COMMON_NAME, in(UTF8, commonName.getBytes(StandardCharsets.UTF_8)))));
    byte[] times = in(SEQUENCE, time(now.minus(BACKDATED)), time(now.plus(life)));
    byte[] content =
        in(
            SEQUENCE,
            in(VERSION, in(INTEGER, new byte[] {2})),
            in(INTEGER, new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE).toByteArray()),
            ALGORITHM,
            name,
            times,
            name,
            keys.getPublic().getEncoded());
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate(), random);
    signature.update(content);
    byte[] whole = in(SEQUENCE, content, ALGORITHM, in(BITS, new byte[1], signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] time(Instant at) {
    String text = GENERALIZED.format(at);
    boolean isShort = at.atOffset(ZoneOffset.UTC).getYear() <= LAST_SHORT_YEAR;
    byte[] bytes = (isShort ? text.substring(2) : text).getBytes(StandardCharsets.US_ASCII);
    return in(isShort ? SHORT_TIME : TIME, bytes);
  }

  /** One element of DER: its tag, its length and its parts. */
  private static byte[] in(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < SHORT_LENGTH) {
      element.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int from = bytes[0] == 0 ? 1 : 0;
      element.write(SHORT_LENGTH | bytes.length - from);
      element.write(bytes, from, bytes.length - from);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
