package dev.setpoint;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.DocumentReader;
import dev.setpoint.link.agentend.OrderRefusedException;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadDocument;
import java.util.Map;

/** Reads what a controller sent by the rules for repositories. */
final class StrictDocuments implements DocumentReader {
  @Override
  public OrderedResource read(Entry entry, String document, Map<String, byte[]> files) {
    return switch (ManifestReader.readDocument(document, entry.origin())) {
      case ReadDocument.Sound(var manifest) when manifest.id().equals(entry.id()) ->
          new OrderedResource(manifest, document, entry.mode(), entry.ignored(), files);
      case ReadDocument.Sound(var manifest) ->
          throw new OrderRefusedException(
              Reason.BAD_DOCUMENT, entry.id() + " stands over the document of " + manifest.id());
      case ReadDocument.Refused(var problems) ->
          throw new OrderRefusedException(
              Reason.BAD_DOCUMENT, entry.id() + " is refused: " + problems.getFirst());
    };
  }
}
