# Events, positions and errors of all kinds of documents, whole and in pieces.
import pyexpat

HANDLERS = [name for name in dir(pyexpat.XMLParserType) if name.endswith(('Handler', 'HandlerExpand'))]


def run(data, step=None, skip=(), separator=None, parsing=None, encoding=None, answer=None, setup=None):
    parser = pyexpat.ParserCreate(encoding, separator)
    events = []

    def listen(parser, prefix):
        def handler_for(name):
            def handler(*args):
                events.append((prefix + name, args, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex))
                if name == 'ExternalEntityRefHandler':
                    text = (answer or {}).get(args[2])
                    if text is None:
                        return 0
                    sub = parser.ExternalEntityParserCreate(args[0])
                    listen(sub, prefix + '  ')
                    try:
                        sub.Parse(text, True)
                    except pyexpat.ExpatError as e:
                        events.append((prefix + '  error', str(e)))
                        return 0
                return 1
            return handler
        for name in HANDLERS:
            if name not in skip:
                setattr(parser, name, handler_for(name))

    listen(parser, '')
    parser.SetReparseDeferralEnabled(False)
    if parsing is not None:
        parser.SetParamEntityParsing(parsing)
    if setup is not None:
        setup(parser)
    try:
        if step is None:
            parser.Parse(data, True)
        else:
            for i in range(0, len(data), step):
                parser.Parse(data[i:i + step], False)
            parser.Parse(data[:0], True)
    except pyexpat.ExpatError as e:
        events.append(('error', str(e), e.code, e.lineno, e.offset, parser.ErrorByteIndex))
    return events


def show(data, **options):
    print(repr(data)[:70])
    for event in run(data, **options):
        print('   ', *event)
    if isinstance(data, bytes) and 'answer' not in options:
        for step in 1, 3:
            def joined(events):
                # where text is cut depends on the pieces
                return [e[:2] for e in events if e[0] not in ('CharacterDataHandler', 'DefaultHandler', 'DefaultHandlerExpand')], ''.join(e[1][0] for e in events if e[0] == 'CharacterDataHandler')
            a, b = joined(run(data, **options)), joined(run(data, step=step, **options))
            if a != b:
                print('    in pieces of', step, b)


DEFAULT = 'DefaultHandler', 'DefaultHandlerExpand'
full = b'''<?xml version="1.0" encoding="utf-8" standalone='no'?>
<!-- comment --><?target some  data?>
<!DOCTYPE root PUBLIC "-//X//Y  Z//EN" "root.dtd" [
  <!ELEMENT root ((a|b+), (c?, d*)?)*>
  <!ELEMENT a (#PCDATA|b|c)*>
  <!ELEMENT b EMPTY><!ELEMENT c ANY><!ELEMENT e (#PCDATA)><!ELEMENT f (x:a,(y+|z?)*)+>
  <!ATTLIST root one CDATA "first &lt; value" two (x | y|z) #REQUIRED three NMTOKENS #IMPLIED four ID #IMPLIED five CDATA #FIXED 'f  f' six NOTATION (gif|jpg) #IMPLIED>
  <!ATTLIST a t NMTOKENS " many   tokens ">
  <!NOTATION gif SYSTEM "gif.exe"><!NOTATION jpg PUBLIC "+//jpg"><!NOTATION png PUBLIC "p" "q">
  <!ENTITY hello "Hello &#38;amp; <b>bold</b> &#x41;">
  <!ENTITY ext SYSTEM "ext.xml"><!ENTITY pic PUBLIC "pub" "pic.gif" NDATA gif>
  <!ENTITY % pe "<!ENTITY frompe 'pe text'>">
  %pe;
]>
<root two="y" four=' q' one="&hello2;
\ta" xmlns:p="urn:p"><a t="  x  y "/>&hello;&frompe;<![CDATA[raw <&> ]] ]]>text ]] &lt;&gt;&amp;&quot;&apos;&#233;&#x1F600;
\r\nmore\rlines\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80<p:b p:c='1'></p:b>
</root>
<?after?><!--end-->
'''.replace(b'one="&hello2;', b'one="&hello3;x')
show(full.replace(b'&hello3;', b''))
show(full.replace(b'&hello3;', b''), skip=DEFAULT)
show(full.replace(b'&hello3;', b''), skip=('DefaultHandler', 'CharacterDataHandler', 'StartElementHandler', 'CommentHandler', 'ElementDeclHandler', 'EntityDeclHandler', 'StartDoctypeDeclHandler'))
show(full, skip=DEFAULT)
for step in 1, 2, 5, 64:
    print(step, len(run(full.replace(b'&hello3;', b''), step=step, skip=DEFAULT)))
# namespaces
space = b'''<r xmlns="urn:d" xmlns:a="urn:a" a:x="1" x="2"><a:e xmlns:a="urn:b" a:y="3"/><n xmlns=""><m xml:lang="de"/></n></r>'''
show(space, separator=' ', skip=DEFAULT)
show(space, separator='', skip=DEFAULT)


def triplets(parser):
    parser.namespace_prefixes = True


show(space, separator='!', skip=DEFAULT, setup=triplets)
for bad in [b'<a:b/>', b'<a xmlns:b="u" xmlns:c="u" b:x="1" c:x="2"/>', b'<a xmlns:b=""/>', b'<a xmlns:xml="u"/>', b'<a xmlns:xmlns="u"/>', b'<a xmlns:q="http://www.w3.org/2000/xmlns/"/>',
            b'<a xmlns:q="http://www.w3.org/XML/1998/namespace"/>', b'<a b:c="1"/>', b'<a:b:c/>', b'<a :b="c"/>', b'<:a/>']:
    show(bad, separator=' ', skip=DEFAULT)
# errors
for bad in [b'', b' ', b'<', b'<a', b'<a>', b'<a></b>', b'<a></a', b'<a/><b/>', b'<a/>x', b'x', b'<a b/>', b'<a b=/>', b'<a b=c/>', b'<a b="c/>', b'<a b="<"/>', b'<a b="1" b="2"/>', b'<a b="1"c="2"/>', b'<a>&x;</a>',
            b'<a>&#0;</a>', b'<a>&#xFFFF;</a>', b'<a>&#x110000;</a>', b'<a>& </a>', b'<a>&#;</a>', b'<a>]]></a>', b'<a>\x01</a>', b'<a>\xff</a>', b'<a>\xc3</a>', b'<a>\xed\xa0\x80</a>', b'<a>\xef\xbf\xbf</a>', b'<a>\xc3',
            b'<a><!-- -- --></a>', b'<a><!-x></a>', b'<a><![CDATX[]]></a>', b'<a><![CDATA[x', b'<a><?xml?></a>', b'<a><?XML x?></a>', b'<?xml version="1.0"?><?xml version="1.0"?><a/>', b' <?xml version="1.0"?><a/>',
            b'<?xml?><a/>', b'<?xml version=1?><a/>', b'<?xml version="1.0" encoding="1"?><a/>', b'<?xml version="1.0" standalone="maybe"?><a/>', b'<?xml version="1.0" x="y"?><a/>', b'<?xml encoding="utf-8"?><a/>',
            b'<?xml version="1.0" encoding="utf-16"?><a/>', b'<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>', b'<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a b="&x;"/>', b'<!DOCTYPE a [<!ENTITY x "<b>">]><a>&x;</a>',
            b'<!DOCTYPE a [<!ENTITY x "</a>">]><a>&x;', b'<!DOCTYPE a [<!ENTITY x SYSTEM "y">]><a b="&x;"/>', b'<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "y" NDATA n>]><a>&x;</a>', b'<!DOCTYPE a [<!ELEMENT a (b|c,d)>]><a/>',
            b'<!DOCTYPE a [<!ENTITY % p "x"><!ENTITY q "%p;">]><a/>', b'<!DOCTYPE a PUBLIC "{" "x"><a/>', b'<!DOCTYPE a [ <!FOO> ]><a/>', b'<!DOCTYPE a [ x ]><a/>', b'<!DOCTYPE><a/>', b'<!DOCTYPE a', b'<!DOCTYPE a []', b'<!doctype a><a/>',
            b'<!DOCTYPE a [<!ATTLIST a b FOO "x">]><a/>', b'<!DOCTYPE a [<!ELEMENT a>]><a/>', b'<!DOCTYPE a [<!ENTITY x>]><a/>', b'<!DOCTYPE a [%undefined;]><a>&x;</a>', b'<a>\r', b'<a>]', b'<a>]]', b'<a/>\r', b'<a/>\xc3', b'<a \xc3\xa9="1"/>',
            '<\u0663/>'.encode(), '<\u4e00\u0301>x</\u4e00\u0301>'.encode(), '<\U00010000/>'.encode(), '<a\u2028/>'.encode()]:
    show(bad, skip=DEFAULT)
# external entities
outer = b'<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY e SYSTEM "e.xml"><!ENTITY % q SYSTEM "q.ent">%q;]><a x="1">&e;&i;<d/></a>'
answer = {'a.dtd': b'<?xml encoding="utf-8"?><!ENTITY i "inner"><!ELEMENT a ANY><!ATTLIST d z CDATA "default"><![INCLUDE[<!ENTITY j "1">]]><![IGNORE[ <![x[ ]]> ]]><!ENTITY % w "ANY"><!ELEMENT d %w;>', 'e.xml': b'<?xml version="1.0" encoding="iso-8859-1"?>t\xe9<c/>&i;',
          'q.ent': b"<!ENTITY % v '<!ENTITY k \"from v\">'> %v;"}
for parsing in 0, 1, 2:
    show(outer, parsing=parsing, answer=answer, skip=DEFAULT)
show(outer, parsing=2, answer={**answer, 'e.xml': b'<c>'}, skip=DEFAULT)
show(outer, parsing=2, answer={**answer, 'a.dtd': b'<!ENTITY % r SYSTEM "q.ent"><!ENTITY l "a%r;b"><![INCLUDE['}, skip=DEFAULT)


def foreign(parser):
    parser.UseForeignDTD()


show(b'<a>&i;</a>', parsing=2, answer={None: b'<!ENTITY i "foreign">'}, skip=DEFAULT, setup=foreign)
# encodings
text = '<?xml version="1.0" encoding="%s"?><\xe9 a="\xe9&#x20ac;">\xe9\n\r\n\xe4' + 'x\xfc' * 600 + '</\xe9>'
for encoding in 'utf-8', 'iso-8859-1', 'utf-16', 'utf-16-le', 'utf-16-be', 'cp1252', 'utf-8-sig':
    for declared in encoding, 'utf-8':
        show((text % declared).encode(encoding), skip=DEFAULT)
    show((text % encoding).encode(encoding), skip=DEFAULT, encoding=encoding)
show('<?xml version="1.0" encoding="cp437"?><a>\u221a\xe9\u2592</a>'.encode('cp437'), skip=DEFAULT)
show(text % 'iso-8859-1', skip=DEFAULT)
show('<a>\U0001f600</a>')
show('\ufeff<a>\u20ac</b>')
for bad in b'\xff\xfe<', b'\xfe\xff\0<\0a', b'\xff\xfe<\0a\0>\0\x3d\xd8', b'\0<\0a\0/\0>', b'<\0a\0/\0>\0':
    show(bad)
print(pyexpat.ErrorString(3), pyexpat.ErrorString(99), len(pyexpat.errors.codes), pyexpat.model.XML_CTYPE_SEQ)
