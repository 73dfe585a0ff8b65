"""The schema of REFI-QDA 1.5, in our own words: what the standard describes, element by element.

Written after the public description of the standard (qdasoftware.org, “Project exchange” and
“Codebook exchange”): which elements stand in which order, how often, with which attributes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_SIMPLE = f"""
<xs:simpleType name="GUID"><xs:restriction base="xs:token">
  <xs:pattern value="({_GUID})|(\\{{{_GUID}\\}})"/></xs:restriction></xs:simpleType>
<xs:simpleType name="RGB"><xs:restriction base="xs:token">
  <xs:pattern value="#([A-Fa-f0-9]{{6}}|[A-Fa-f0-9]{{3}})"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Direction"><xs:restriction base="xs:string">
  <xs:enumeration value="Associative"/><xs:enumeration value="OneWay"/>
  <xs:enumeration value="Bidirectional"/></xs:restriction></xs:simpleType>
<xs:simpleType name="TypeOfVariable"><xs:restriction base="xs:string">
  <xs:enumeration value="Text"/><xs:enumeration value="Boolean"/><xs:enumeration value="Integer"/>
  <xs:enumeration value="Float"/><xs:enumeration value="Date"/><xs:enumeration value="DateTime"/>
  </xs:restriction></xs:simpleType>
"""

_CREATED = "creatingUser:GUID creationDateTime:xs:dateTime"
_CHANGED = f"{_CREATED} modifyingUser:GUID modifiedDateTime:xs:dateTime"
_VALUES = (
    "TextValue:xs:string? BooleanValue:xs:boolean? IntegerValue:xs:integer? FloatValue:xs:decimal?"
    " DateValue:xs:date? DateTimeValue:xs:dateTime?"
)
_TYPES = {
    # name: (elements in their order, attributes; ! where they must be there)
    "Ref": ("", "targetGUID:GUID!"),
    "User": ("", "guid:GUID! name:xs:string id:xs:string"),
    "Users": ("User:User+", ""),
    "Code": (
        "Description:xs:string? NoteRef:Ref* Code:Code*",
        "guid:GUID! name:xs:string! isCodable:xs:boolean! color:RGB",
    ),
    "Codes": ("Code:Code+", ""),
    "CodeBook": ("Codes:Codes", ""),
    "Set": (
        "Description:xs:string? MemberCode:Ref* MemberSource:Ref* MemberNote:Ref*",
        "guid:GUID! name:xs:string!",
    ),
    "Sets": ("Set:Set*", ""),
    "Variable": (
        "Description:xs:string?",
        "guid:GUID! name:xs:string! typeOfVariable:TypeOfVariable!",
    ),
    "Variables": ("Variable:Variable+", ""),
    "VariableValue": (f"VariableRef:Ref {_VALUES}", ""),
    "Case": (
        "Description:xs:string? CodeRef:Ref* VariableValue:VariableValue* SourceRef:Ref*"
        " SelectionRef:Ref*",
        "guid:GUID! name:xs:string",
    ),
    "Cases": ("Case:Case+", ""),
    "Coding": ("CodeRef:Ref NoteRef:Ref*", f"guid:GUID! {_CREATED}"),
    "PlainTextSelection": (
        "Description:xs:string? Coding:Coding* NoteRef:Ref*",
        f"guid:GUID! name:xs:string startPosition:xs:integer! endPosition:xs:integer! {_CHANGED}",
    ),
    "TextSource": (
        "Description:xs:string? PlainTextContent:xs:string? PlainTextSelection:PlainTextSelection*"
        " Coding:Coding* NoteRef:Ref* VariableValue:VariableValue*",
        f"guid:GUID! name:xs:string richTextPath:xs:string plainTextPath:xs:string {_CHANGED}",
    ),
    "Sources": ("TextSource:TextSource*", ""),
    "Notes": ("Note:TextSource+", ""),
    "Link": (
        "NoteRef:Ref*",
        "guid:GUID! name:xs:string direction:Direction color:RGB originGUID:GUID targetGUID:GUID",
    ),
    "Links": ("Link:Link+", ""),
    "Project": (
        "Users:Users? CodeBook:CodeBook? Variables:Variables? Cases:Cases? Sources:Sources?"
        " Notes:Notes? Links:Links? Sets:Sets? Description:xs:string? NoteRef:Ref*",
        "name:xs:string! origin:xs:string creatingUserGUID:GUID creationDateTime:xs:dateTime"
        " modifyingUserGUID:GUID modifiedDateTime:xs:dateTime basePath:xs:string",
    ),
}
_TIMES = {
    "?": ' minOccurs="0"',
    "*": ' minOccurs="0" maxOccurs="unbounded"',
    "+": ' maxOccurs="unbounded"',
}


def _type(name: str, elements: str, attributes: str) -> str:
    made = []
    for one in elements.split():
        times = _TIMES.get(one[-1], "")
        element, _, kind = (one[:-1] if times else one).partition(":")
        made.append(f'<xs:element name="{element}" type="{kind}"{times}/>')
    said = []
    for one in attributes.split():
        needed = ' use="required"' if one.endswith("!") else ""
        attribute, _, kind = one.rstrip("!").partition(":")
        said.append(f'<xs:attribute name="{attribute}" type="{kind}"{needed}/>')
    inside = f"<xs:sequence>{''.join(made)}</xs:sequence>{''.join(said)}"
    return f'<xs:complexType name="{name}">{inside}</xs:complexType>'


@cache
def schema(space: str) -> Any:
    """Return the schema of projects or of codebooks, by the namespace."""
    types = dict(_TYPES)
    root = "Project"
    if space == CODEBOOK:
        root = "CodeBook"
        types["CodeBook"] = ("Codes:Codes Sets:Sets?", "origin:xs:string")
    made = "".join(_type(name, *parts) for name, parts in types.items())
    return etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
            f' targetNamespace="{space}" xmlns="{space}">{_SIMPLE}{made}'
            f'<xs:element name="{root}" type="{root}"/></xs:schema>'
        )
    )


def check(data: bytes, space: str) -> Any:
    """Return the root of XML after it was held against the schema."""
    root = etree.fromstring(data)
    schema(space).assertValid(root)
    return root
