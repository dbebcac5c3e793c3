using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace ChatPS.Tests.Architecture;

/// <summary>
/// Writes types as text that is the same for every assembly they may come from: namespace and name, without the assembly. The
/// context is what stands for the type parameters of the type that a signature belongs to.
/// </summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, ImmutableArray<string>>
{
    public static SignatureNames Instance { get; } = new();

    public static ImmutableArray<string> NoArguments => [];

    /// <summary>A type's parameters standing for themselves.</summary>
    public static ImmutableArray<string> Own { get; } = [.. Enumerable.Range(0, 32).Select(i => $"!{i}")];

    public static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(reader, outer)}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public static string Qualified(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    public static string Write(string name, MethodSignature<string> method) =>
        $"{(method.Header.IsInstance ? "" : "static ")}{method.ReturnType} {name}"
        + $"{(method.GenericParameterCount > 0 ? $"``{method.GenericParameterCount}" : "")}({string.Join(", ", method.ParameterTypes)})";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => NameOf(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(reader, handle);

    public string GetTypeFromSpecification(MetadataReader reader, ImmutableArray<string> genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank)}]";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetByReferenceType(string elementType) => $"{elementType}&";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => Write("*", signature);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(ImmutableArray<string> genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(ImmutableArray<string> genericContext, int index) => genericContext[index];

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        isRequired ? $"{unmodifiedType} modreq({modifier})" : unmodifiedType;
}
