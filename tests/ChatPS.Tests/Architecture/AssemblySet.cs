using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ChatPS.Tests.Architecture;

/// <summary>The assemblies of a platform, read as files and never loaded. Says what of another assembly's needs they do not have.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly Dictionary<string, PEReader> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, TypeDefinitionHandle>> _types = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="places">Folders, of which all DLLs count, and DLLs.</param>
    public AssemblySet(params string[] places)
    {
        foreach (string file in places.SelectMany(place => File.Exists(place) ? [place] : Directory.GetFiles(place, "*.dll")))
        {
            var reader = new PEReader(new MemoryStream(File.ReadAllBytes(file)));
            if (!reader.HasMetadata || !_files.TryAdd(Path.GetFileNameWithoutExtension(file), reader))
                reader.Dispose();
        }
    }

    /// <summary>Every type and member of other assemblies that a DLL refers to and that is not here, with how many there are in all.</summary>
    public (IReadOnlyList<string> Missing, int Types, int Members) Check(string dll)
    {
        using var file = new PEReader(new MemoryStream(File.ReadAllBytes(dll)));
        MetadataReader reader = file.GetMetadataReader();
        List<string> missing = [];
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            if (Find(reader, handle) is null)
                missing.Add(SignatureNames.NameOf(reader, handle));
        }

        int members = 0;
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (TypeOf(reader, member.Parent) is not { } parent)
                continue; // A type of the DLL itself, or an array, whose members the runtime makes.
            members++;
            if (Find(reader, parent) is { } type && !HasMember(type, SignatureOf(reader, member)))
                missing.Add($"{SignatureNames.NameOf(reader, parent)}: {SignatureOf(reader, member)}");
        }

        return (missing, reader.TypeReferences.Count, members);
    }

    public void Dispose()
    {
        foreach (PEReader file in _files.Values)
            file.Dispose();
    }

    private static string SignatureOf(MetadataReader reader, MemberReference member)
    {
        string name = reader.GetString(member.Name);
        return member.GetKind() == MemberReferenceKind.Field
            ? $"{member.DecodeFieldSignature(SignatureNames.Instance, SignatureNames.Own)} {name}"
            : SignatureNames.Write(name, member.DecodeMethodSignature(SignatureNames.Instance, SignatureNames.Own));
    }

    /// <summary>The type whose member it is, without its type arguments.</summary>
    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
            return (TypeReferenceHandle)parent;
        if (parent.Kind != HandleKind.TypeSpecification)
            return null;
        BlobReader signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return null;
        signature.ReadCompressedInteger(); // class or value type
        EntityHandle type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }

    private Found? Find(MetadataReader reader, TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference)
            scope = reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        Assert.Equal(HandleKind.AssemblyReference, scope.Kind);
        string assembly = reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
        return Find(assembly, SignatureNames.NameOf(reader, handle));
    }

    private Found? Find(string assembly, string type)
    {
        if (!_files.TryGetValue(assembly, out PEReader? file))
            return null;
        MetadataReader reader = file.GetMetadataReader();
        if (TypesOf(assembly, reader).TryGetValue(type, out TypeDefinitionHandle handle))
            return IsVisible(reader, handle) ? new Found(assembly, reader, handle) : null;
        string outermost = type.Split('+')[0];
        foreach (ExportedType forward in reader.ExportedTypes.Select(reader.GetExportedType).Where(forward => forward.IsForwarder))
        {
            if (SignatureNames.Qualified(reader.GetString(forward.Namespace), reader.GetString(forward.Name)) == outermost)
                return Find(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)forward.Implementation).Name), type);
        }

        return null;
    }

    private Dictionary<string, TypeDefinitionHandle> TypesOf(string assembly, MetadataReader reader)
    {
        if (!_types.TryGetValue(assembly, out Dictionary<string, TypeDefinitionHandle>? types))
            _types[assembly] = types = reader.TypeDefinitions.DistinctBy(handle => SignatureNames.NameOf(reader, handle)).ToDictionary(handle => SignatureNames.NameOf(reader, handle));
        return types;
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle) =>
        (reader.GetTypeDefinition(handle).Attributes & TypeAttributes.VisibilityMask)
            is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem;

    /// <summary>Whether a type, or one it derives from, has a member that others may use.</summary>
    private bool HasMember(Found type, string signature)
    {
        ImmutableArray<string> arguments = SignatureNames.Own;
        for (Found? at = type; at is { } found;)
        {
            if (SignaturesOf(found, arguments).Contains(signature))
                return true;
            (at, arguments) = BaseOf(found, arguments);
        }

        return false;
    }

    private static IEnumerable<string> SignaturesOf(Found type, ImmutableArray<string> arguments)
    {
        foreach (MethodDefinition method in type.Definition.GetMethods().Select(type.Reader.GetMethodDefinition))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem)
                yield return SignatureNames.Write(type.Reader.GetString(method.Name), method.DecodeSignature(SignatureNames.Instance, arguments));
        }

        foreach (FieldDefinition field in type.Definition.GetFields().Select(type.Reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem)
                yield return $"{field.DecodeSignature(SignatureNames.Instance, arguments)} {type.Reader.GetString(field.Name)}";
        }
    }

    private (Found? Type, ImmutableArray<string> Arguments) BaseOf(Found type, ImmutableArray<string> arguments)
    {
        EntityHandle parent = type.Definition.BaseType;
        if (parent.IsNil)
            return (null, arguments);
        if (parent.Kind == HandleKind.TypeDefinition)
            return (type with { Handle = (TypeDefinitionHandle)parent }, []);
        if (parent.Kind == HandleKind.TypeReference)
            return (Find(type.Reader, (TypeReferenceHandle)parent), []);

        BlobReader signature = type.Reader.GetBlobReader(type.Reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        Assert.Equal(SignatureTypeCode.GenericTypeInstance, signature.ReadSignatureTypeCode());
        signature.ReadCompressedInteger(); // class or value type
        EntityHandle generic = signature.ReadTypeHandle();
        var decoder = new SignatureDecoder<string, ImmutableArray<string>>(SignatureNames.Instance, type.Reader, arguments);
        int count = signature.ReadCompressedInteger();
        ImmutableArray<string>.Builder given = ImmutableArray.CreateBuilder<string>(count);
        for (int i = 0; i < count; i++)
            given.Add(decoder.DecodeType(ref signature));
        Found? found = generic.Kind == HandleKind.TypeDefinition
            ? type with { Handle = (TypeDefinitionHandle)generic }
            : Find(type.Reader, (TypeReferenceHandle)generic);
        return (found, given.MoveToImmutable());
    }

    private readonly record struct Found(string Assembly, MetadataReader Reader, TypeDefinitionHandle Handle)
    {
        public TypeDefinition Definition => Reader.GetTypeDefinition(Handle);
    }
}
