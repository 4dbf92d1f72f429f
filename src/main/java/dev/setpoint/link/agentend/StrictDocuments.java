package dev.setpoint.link.agentend;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadDocument;
import java.util.Map;

/** Reads documents with the reader that git's manifests are read with. */
public final class StrictDocuments implements DocumentReader {
  private static final int MAX_WORDS = 2_000;

  @Override
  public OrderedResource read(Entry entry, String document, Map<String, byte[]> files) {
    return switch (ManifestReader.readDocument(document, entry.origin())) {
      case ReadDocument.Sound(var manifest) ->
          new OrderedResource(manifest, document, entry.mode(), entry.ignored(), files);
      case ReadDocument.Refused refused -> throw refusal(entry, refused.toString());
    };
  }

  private static OrderRefusedException refusal(Entry entry, String problems) {
    var words = problems.length() > MAX_WORDS ? problems.substring(0, MAX_WORDS) : problems;
    return new OrderRefusedException(
        Reason.BAD_DOCUMENT,
        "%s is not what a repository could declare: %s".formatted(entry.id(), words));
  }
}
