package io.postrider.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagementVerbTest {

    @ParameterizedTest
    @EnumSource(ManagementVerb.class)
    void everyVerbIsFoundByItsNameWhichFollowsFromItsRow(ManagementVerb verb) {
        assertThat(ManagementVerb.named(verb.text())).contains(verb);
        assertThat(verb.text()).isEqualTo(verb.name().toLowerCase().replace('_', '-'));
        assertThat(verb.meaning()).isNotBlank();
        List<ManagementArgument> all = new ArrayList<>(verb.required());
        all.addAll(verb.optional());
        assertThat(all).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ManagementArgument.class)
    void everyArgumentHasANameThatFollowsFromItsRowAndBelongsToAVerb(ManagementArgument argument) {
        assertThat(argument.text()).isEqualTo(argument.name().toLowerCase().replace('_', '-'));
        Set<ManagementArgument> used = new HashSet<>();
        for (ManagementVerb verb : ManagementVerb.values()) {
            used.addAll(verb.required());
            used.addAll(verb.optional());
        }
        assertThat(used).contains(argument);
    }

    @Test
    void anUnknownNameIsNoVerb() {
        assertThat(ManagementVerb.named("queue-destroy")).isEmpty();
    }

    @Test
    void requestsAndRepliesKeepTheirOrderAndCannotBeChanged() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("z", 1);
        row.put("a", null);
        ManagementReply reply = ManagementReply.of(row);
        row.put("later", 2);
        assertThat(reply.rows().get(0).keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> reply.rows().get(0).clear()).isInstanceOf(UnsupportedOperationException.class);
        ManagementRequest request = ManagementRequest.of(ManagementVerb.QUEUE_PURGE)
                .with(ManagementArgument.NAME, "orders")
                .with(ManagementArgument.SELECTOR, "a = 1")
                .with(ManagementArgument.NAME, "other");
        assertThat(request.arguments()).containsExactly(Map.entry("name", "other"), Map.entry("selector", "a = 1"));
        assertThatThrownBy(() -> request.arguments().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
