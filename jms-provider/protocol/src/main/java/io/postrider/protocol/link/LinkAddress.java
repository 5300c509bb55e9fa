package io.postrider.protocol.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A broker's address with its options, such as {@code vm://orders?journal=memory}; or several addresses of which one is to be used, such
 * as {@code failover:(tcp://a,tcp://b)?failover.delayMillis=50}.
 *
 * @param scheme what comes before {@code ://}, in lower case; it chooses the connector
 * @param target what comes between that and the options: a broker's name, or host and port; of several addresses, what
 *     stands between the brackets
 * @param options the options after the question mark, decoded, in the order they were written
 */
public record LinkAddress(String scheme, String target, Map<String, String> options) {
    /** The scheme of an address that holds others. */
    public static final String FAILOVER = "failover";

    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile(",(?=[A-Za-z]+://)");

    /** Copies the options. */
    public LinkAddress {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with the reason where it has no scheme or target, or an option is malformed or twice there
     */
    public static LinkAddress parse(String url) {
        if (url.regionMatches(true, 0, FAILOVER + ":", 0, FAILOVER.length() + 1)) {
            return parseSeveral(url);
        }
        int schemeEnd = url.indexOf("://");
        if (schemeEnd <= 0) {
            throw new IllegalArgumentException("\"" + url + "\" is no broker address: expected scheme://target");
        }
        int optionsAt = url.indexOf('?', schemeEnd);
        String target = url.substring(schemeEnd + 3, optionsAt < 0 ? url.length() : optionsAt);
        if (target.isEmpty()) {
            throw new IllegalArgumentException("\"" + url + "\" is no broker address: nothing follows ://");
        }
        String options = optionsAt < 0 ? "" : url.substring(optionsAt + 1);
        return new LinkAddress(url.substring(0, schemeEnd).toLowerCase(Locale.ROOT), target, parseOptions(options));
    }

    private static LinkAddress parseSeveral(String url) {
        int begin = url.indexOf('(');
        int end = url.lastIndexOf(')');
        String rest = end < 0 ? "" : url.substring(end + 1);
        boolean bracketed = begin == FAILOVER.length() + 1 && end > begin + 1;
        if (!bracketed || !rest.isEmpty() && rest.charAt(0) != '?') {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is no broker address: expected failover:(address,address,...)?options");
        }
        LinkAddress several = new LinkAddress(
                FAILOVER, url.substring(begin + 1, end), parseOptions(rest.isEmpty() ? "" : rest.substring(1)));
        several.alternatives();
        return several;
    }

    /**
     * The addresses that this one holds; itself if it is a single one.
     *
     * @throws IllegalArgumentException if one of them is malformed, or holds others itself
     */
    public List<LinkAddress> alternatives() {
        if (!scheme.equals(FAILOVER)) {
            return List.of(this);
        }
        List<LinkAddress> all = new ArrayList<>();
        for (String one : BETWEEN_ADDRESSES.split(target)) {
            LinkAddress address = parse(one.strip());
            if (address.scheme().equals(FAILOVER)) {
                throw new IllegalArgumentException("\"" + one + "\" holds several addresses within several");
            }
            all.add(address);
        }
        return all;
    }

    private static Map<String, String> parseOptions(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return options;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("the address option \"" + pair + "\" is not of the form name=value");
            }
            String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (options.put(name, value) != null) {
                throw new IllegalArgumentException("the address option \"" + name + "\" stands there twice");
            }
        }
        return options;
    }

    /** This address with other options. */
    public LinkAddress withOptions(Map<String, String> others) {
        return new LinkAddress(scheme, target, others);
    }

    /**
     * Refuses options that nobody reads: a misspelt one must not be passed over in silence.
     *
     * @throws IllegalArgumentException naming the first unknown option and all known ones
     */
    public void requireKnownOptions(Collection<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the address option \"" + name + "\" is not known for " + scheme
                        + "://; known are " + new TreeSet<>(known));
            }
        }
    }

    /** The address as it was written but for its own options; those of the addresses it holds are there. */
    public String withoutOptions() {
        return scheme.equals(FAILOVER) ? scheme + ":(" + target + ")" : scheme + "://" + target;
    }

    /** The address without any options, which may hold secrets. */
    @Override
    public String toString() {
        return scheme.equals(FAILOVER)
                ? alternatives().stream()
                        .map(LinkAddress::toString)
                        .collect(Collectors.joining(",", scheme + ":(", ")"))
                : withoutOptions();
    }
}
