package dev.setpoint.agent.disk;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.json.HistoryJson;
import dev.setpoint.audit.json.RecordJson;
import dev.setpoint.manifest.ResourceId;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Batches of notes as bytes: {@code "STPJ", length, CRC32C of the body, body}, all numbers big
 * endian; the body is {@code type, length, payload} for each note. A batch is what one flush makes
 * durable, so only the last one of a file can be torn.
 */
final class NoteCodec {
  /** Bytes before a body. */
  static final int HEAD = 12;

  private static final int MAGIC = 0x5354504a;
  private static final int NOTE_HEAD = 5;

  private NoteCodec() {}

  static byte[] encode(List<Note> notes) {
    var body = new ByteArrayOutputStream();
    for (var note : notes) {
      byte[] payload = payload(note);
      body.writeBytes(
          ByteBuffer.allocate(NOTE_HEAD).put(type(note)).putInt(payload.length).array());
      body.writeBytes(payload);
    }
    byte[] bytes = body.toByteArray();
    return ByteBuffer.allocate(HEAD + bytes.length)
        .putInt(MAGIC)
        .putInt(bytes.length)
        .putInt(checksum(bytes, 0, bytes.length))
        .put(bytes)
        .array();
  }

  /**
   * The notes of a file, up to a batch that was cut off by a crash at its end.
   *
   * @throws DamagedJournalException when something is wrong before the end
   */
  static List<Note> decode(String file, byte[] content) {
    var notes = new ArrayList<Note>();
    int at = 0;
    while (at + HEAD <= content.length) {
      var head = ByteBuffer.wrap(content, at, HEAD);
      int magic = head.getInt();
      int length = head.getInt();
      int checksum = head.getInt();
      if (magic != MAGIC || length < 0 || length > content.length - at - HEAD) {
        break;
      }
      if (checksum(content, at + HEAD, length) != checksum) {
        if (at + HEAD + length < content.length) {
          throw new DamagedJournalException(file + " is damaged at byte " + at, null);
        }
        break;
      }
      notes.addAll(body(file, ByteBuffer.wrap(content, at + HEAD, length)));
      at += HEAD + length;
    }
    return notes;
  }

  private static List<Note> body(String file, ByteBuffer body) {
    var notes = new ArrayList<Note>();
    try {
      while (body.hasRemaining()) {
        byte type = body.get();
        byte[] payload = new byte[body.getInt()];
        body.get(payload);
        notes.add(note(type, payload));
      }
      return notes;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new DamagedJournalException(file + " holds what this version cannot read", e);
    }
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static byte type(Note note) {
    return switch (note) {
      case Note.Begin _ -> 'B';
      case Note.Written _ -> 'E';
      case Note.Open _ -> 'O';
      case Note.Applied _ -> 'A';
      case Note.Forgotten _ -> 'F';
      case Note.Tried _ -> 'H';
      case Note.Taken _ -> 'T';
    };
  }

  private static byte[] payload(Note note) {
    return switch (note) {
      case Note.Begin(var journal, long next, long taken) ->
          utf8(next + " " + taken + " " + journal);
      case Note.Written(var entry) -> AuditCodec.encode(entry);
      case Note.Open(var entry) -> AuditCodec.encode(entry);
      case Note.Applied(var record) -> utf8(RecordJson.write(record));
      case Note.Forgotten(var resource) -> utf8(resource.toString());
      case Note.Tried(var history) -> utf8(HistoryJson.write(history));
      case Note.Taken(long next) -> utf8(Long.toString(next));
    };
  }

  private static Note note(byte type, byte[] payload) {
    return switch (type) {
      case 'B' -> begin(text(payload).split(" ", 3));
      case 'E' -> new Note.Written(AuditCodec.decode(payload));
      case 'O' -> new Note.Open(AuditCodec.decode(payload));
      case 'A' -> new Note.Applied(RecordJson.read(text(payload)));
      case 'F' -> new Note.Forgotten(ResourceId.parse(text(payload)).orElseThrow(unknown(type)));
      case 'H' -> new Note.Tried(HistoryJson.read(text(payload)));
      case 'T' -> new Note.Taken(Long.parseLong(text(payload)));
      default -> throw unknown(type).get();
    };
  }

  private static Note.Begin begin(String[] words) {
    return new Note.Begin(words[2], Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private static Supplier<IllegalArgumentException> unknown(byte type) {
    return () -> new IllegalArgumentException("note of type " + (char) type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
