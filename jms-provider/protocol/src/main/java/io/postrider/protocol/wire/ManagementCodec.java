package io.postrider.protocol.wire;

import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.ByteWriter;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layout of management requests and replies: counts, then names with their values. */
final class ManagementCodec {
    private ManagementCodec() {}

    static void write(ByteWriter out, ManagementRequest request) {
        out.writeString(request.verb()).writeVarInt(request.arguments().size());
        request.arguments().forEach((name, value) -> out.writeString(name).writeString(value));
    }

    static ManagementRequest readRequest(ByteReader in) {
        String verb = in.readString();
        int count = in.readVarInt();
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            putNew(arguments, in.readString(), in.readString());
        }
        return new ManagementRequest(verb, arguments);
    }

    static void write(ByteWriter out, ManagementReply reply) {
        out.writeVarInt(reply.rows().size());
        for (Map<String, Object> row : reply.rows()) {
            out.writeVarInt(row.size());
            row.forEach((column, value) -> Values.write(out.writeString(column), value));
        }
    }

    static ManagementReply readReply(ByteReader in) {
        int count = in.readVarInt();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            int columns = in.readVarInt();
            for (int column = 0; column < columns; column++) {
                putNew(row, in.readString(), Values.read(in));
            }
            rows.add(row);
        }
        return new ManagementReply(rows);
    }

    private static <V> void putNew(Map<String, V> map, String name, V value) {
        if (map.containsKey(name)) {
            throw new MalformedMessageException("\"" + name + "\" stands there twice");
        }
        map.put(name, value);
    }
}
