package dev.setpoint.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import java.io.IOException;

/**
 * An entry and its canonical bytes. The bytes of one entry never change: they are what is stored
 * and what a hash tree takes as its leaf, so they hold the index and the time as well as the event.
 * Readers look only at keys they know, so a later version may add some at the end; a change of
 * meaning takes a new {@code v}. Stateless.
 */
public final class AuditCodec {
  /** Version of the encoding that is written. */
  public static final int VERSION = 1;

  private AuditCodec() {}

  /** The canonical bytes of an entry: JSON in UTF-8 with a fixed order of keys. */
  public static byte[] encode(AuditEntry entry) {
    return EventWriter.write(VERSION, entry);
  }

  /**
   * The entry of these bytes.
   *
   * @throws UnreadableEntryException when they are not an entry, or of a newer version
   */
  public static AuditEntry decode(byte[] leaf) {
    try {
      JsonNode node = JsonTrees.KIND.read(leaf);
      int version = node.path("v").asInt(0);
      if (version != VERSION) {
        throw new UnreadableEntryException(
            "an audit entry has format "
                + version
                + ", this version reads "
                + VERSION
                + "; read it with the version of Setpoint that wrote it, or a newer one",
            null);
      }
      return EventReader.read(node);
    } catch (JsonProcessingException | RuntimeException e) {
      throw e instanceof UnreadableEntryException unreadable
          ? unreadable
          : new UnreadableEntryException("an audit entry is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnreadableEntryException("an audit entry cannot be read: " + e.getMessage(), e);
    }
  }
}
