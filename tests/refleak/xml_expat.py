# Parsers of XML: handlers that raise, cycles through handlers, external entities, errors, interned names.
import pyexpat

DOC = b'<!DOCTYPE r [<!ENTITY e "text"><!ENTITY x SYSTEM "x"><!ELEMENT r (a|(b,c)*)><!ATTLIST r k CDATA "v" t (x|y) #IMPLIED>]><r a="1" b="\xc3\xa9"><?pi data?><!--c-->&e;&x;<q/></r>'


class Target:
    def __init__(self):
        self.parser = pyexpat.ParserCreate(namespace_separator=' ')
        self.parser.buffer_text = True
        for name in dir(pyexpat.XMLParserType):
            if name.endswith('Handler'):
                setattr(self.parser, name, self.handle)
        self.parser.DefaultHandler = None

    def handle(self, *args):
        if len(args) == 4 and args[2] == 'x':
            sub = self.parser.ExternalEntityParserCreate(args[0])
            sub.Parse(b'<sub>more</sub>', True)
        self.last = args
        return 1


Target().parser.Parse(DOC, True)
parser = pyexpat.ParserCreate()


def fail(*args):
    raise ValueError(args)


for name in 'StartElementHandler', 'CharacterDataHandler', 'ElementDeclHandler', 'AttlistDeclHandler', 'ExternalEntityRefHandler':
    parser = pyexpat.ParserCreate()
    setattr(parser, name, fail)
    try:
        parser.Parse(DOC, True)
    except ValueError:
        pass
for bad in b'<a>', b'<a b="1" b="2"/>', b'<?xml version="1.0" encoding="nope"?><a/>':
    try:
        pyexpat.ParserCreate().Parse(bad, True)
    except (pyexpat.ExpatError, LookupError):
        pass
intern = {'a': 'b'}
parser = pyexpat.ParserCreate(intern=intern)
parser.EndElementHandler = print
parser.Parse('<a><c/>')
del parser, Target
