package io.postrider.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The descriptor says the same as the classes do: servers configure by the one and call the other. */
class DescriptorTest {
    private static final Set<String> OF_BEANS =
            Set.of("io.postrider.ra.outbound", "io.postrider.ra.inbound", "io.postrider.ra");

    private static Element descriptor() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("src/main/rar/META-INF/ra.xml"))
                .getDocumentElement();
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements.stream();
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).findFirst().map(Node::getTextContent).orElse(null);
    }

    /** Each class that has properties, with those that stand beside it in the descriptor. */
    private static Map<Class<?>, List<Element>> beans() throws Exception {
        Map<Class<?>, List<Element>> beans = new HashMap<>();
        Element root = descriptor();
        for (String kind : List.of(
                "resourceadapter-class",
                "managedconnectionfactory-class",
                "activationspec-class",
                "adminobject-class")) {
            elements(root, kind).forEach(named -> {
                List<Element> properties = new ArrayList<>();
                NodeList siblings = named.getParentNode().getChildNodes();
                for (int i = 0; i < siblings.getLength(); i++) {
                    if (siblings.item(i) instanceof Element property
                            && property.getTagName().equals("config-property")) {
                        properties.add(property);
                    }
                }
                beans.put(classNamed(named.getTextContent()), properties);
            });
        }
        return beans;
    }

    private static Class<?> classNamed(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyPropertyIsOneOfTheBeanWithItsTypeAndDefault() throws Exception {
        Map<Class<?>, List<Element>> beans = beans();
        assertThat(beans).hasSize(7);
        for (Map.Entry<Class<?>, List<Element>> bean : beans.entrySet()) {
            Object fresh = bean.getKey().getConstructor().newInstance();
            for (Element property : bean.getValue()) {
                String name = text(property, "config-property-name");
                PropertyDescriptor own = new PropertyDescriptor(name, bean.getKey());
                assertThat(own.getPropertyType().getName())
                        .as("type of %s of %s", name, bean.getKey())
                        .isEqualTo(text(property, "config-property-type"));
                String value = text(property, "config-property-value");
                Object ofBean = own.getReadMethod().invoke(fresh);
                assertThat(ofBean == null ? null : ofBean.toString())
                        .as("default of %s of %s", name, bean.getKey())
                        .isEqualTo(value);
                assertThat(text(property, "description")).isNotBlank();
            }
        }
    }

    @Test
    void everyPropertyOfABeanStandsInTheDescriptor() throws Exception {
        for (Map.Entry<Class<?>, List<Element>> bean : beans().entrySet()) {
            if (!OF_BEANS.contains(bean.getKey().getPackageName())) {
                continue;
            }
            Set<String> described = new TreeSet<>();
            bean.getValue().forEach(property -> described.add(text(property, "config-property-name")));
            Set<String> own = new TreeSet<>();
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(bean.getKey()).getPropertyDescriptors()) {
                if (property.getWriteMethod() != null
                        && (property.getPropertyType() == String.class
                                || Number.class.isAssignableFrom(property.getPropertyType())
                                || property.getPropertyType() == Boolean.class)) {
                    own.add(property.getName());
                }
            }
            assertThat(described).as(bean.getKey().getName()).isEqualTo(own);
        }
    }

    @Test
    void classesAreWhatTheDescriptorSays() throws Exception {
        elements(descriptor(), "connection-definition").forEach(definition -> {
            Class<?> factory = classNamed(text(definition, "connectionfactory-impl-class"));
            assertThat(classNamed(text(definition, "connectionfactory-interface")))
                    .isAssignableFrom(factory);
            Class<?> connection = classNamed(text(definition, "connection-impl-class"));
            assertThat(classNamed(text(definition, "connection-interface"))).isAssignableFrom(connection);
        });
        elements(descriptor(), "adminobject")
                .forEach(object -> assertThat(classNamed(text(object, "adminobject-interface")))
                        .isAssignableFrom(classNamed(text(object, "adminobject-class"))));
    }

    @Test
    void noDefaultHasAnAmpersand() throws Exception {
        // a server that writes defaults into its own XML forgets to escape it
        assertThat(elements(descriptor(), "config-property-value").map(Node::getTextContent))
                .noneMatch(value -> value.contains("&"));
    }
}
