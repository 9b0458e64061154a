# Trees of xml.etree, minidom and plistlib.
import io
import plistlib
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax

tree = ET.fromstring('<r a="1"><s>text</s>tail<s/></r>')
ET.tostring(tree)
[e.text for e in tree.iter('s')]
for event, element in ET.iterparse(io.BytesIO(b'<a><b/></a>'), ['start', 'end']):
    pass
try:
    ET.fromstring('<a><b></a>')
except ET.ParseError:
    pass
document = xml.dom.minidom.parseString('<r a="1"><s>text</s></r>')
document.toxml()
document.unlink()
plistlib.loads(plistlib.dumps({'a': [1, 2.5, b'x', True, 'text']}))
xml.sax.parseString(b'<a b="c">text</a>', xml.sax.ContentHandler())
parser = ET.XMLPullParser()
parser.feed('<a><b>')
del parser, tree, event, element, document
